// SPDX-License-Identifier: Apache-2.0
// What the store writes, each inside the transaction of its caller. Errors: those of the connection; after one of them
// the transaction must be rolled back.
#pragma once

#include "vote/ballot_store.h"
#include "vote/sqlite_connection.h"

namespace sceau::sqlite {

Result<Appended> append(SqliteConnection& connection, const StoredEntry& entry,
                        const std::optional<Expression>& expression);
Result<Appended> append_with(SqliteConnection& connection, const StoredEntry& entry, const BlobChange& change);
Result<Appended> close_with(SqliteConnection& connection, const StoredEntry& entry, LogIndex log_size);
Result<BatchOutcome> add_to_log(SqliteConnection& connection, const LogBatch& batch);
// Further error: vote.credential_outdated.
Status put_credentials(SqliteConnection& connection, std::span<const Credential> credentials);
Status put_blob(SqliteConnection& connection, std::string_view name, ByteView content);
Status add_timestamp(SqliteConnection& connection, const StoredTimestamp& timestamp);

}  // namespace sceau::sqlite
