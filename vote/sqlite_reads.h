// SPDX-License-Identifier: Apache-2.0
// What the store reads, each in one statement or inside the transaction of its caller. Errors: those of the connection,
// vote.store_damaged.
#pragma once

#include "vote/ballot_store.h"
#include "vote/sqlite_connection.h"

namespace sceau::sqlite {

Result<std::optional<Appended>> find_request(SqliteConnection& connection, const Expression& expression);
Result<std::optional<StandingExpression>> participation_of(SqliteConnection& connection, ByteView voter);
Result<bool> is_closed(SqliteConnection& connection);
Result<LogIndex> log_size(SqliteConnection& connection);
Result<EntryCounts> counts(SqliteConnection& connection);

Result<std::vector<UnloggedEntry>> unlogged(SqliteConnection& connection, std::size_t limit);
Result<std::vector<LoggedLeaf>> leaves(SqliteConnection& connection, LogIndex first, std::size_t limit);
Result<std::optional<StoredCheckpoint>> checkpoint_covering(SqliteConnection& connection, LogIndex index);
Result<std::optional<StoredCheckpoint>> newest_checkpoint(SqliteConnection& connection);

Result<std::optional<EntryRecord>> entry_at(SqliteConnection& connection, EntryRow row);
Result<std::vector<EntryRecord>> entries(SqliteConnection& connection, LogIndex first, std::size_t limit);
Result<std::optional<Credential>> credential_of(SqliteConnection& connection, ByteView voter);
Result<std::optional<Bytes>> blob(SqliteConnection& connection, std::string_view name);
Result<std::vector<StoredTimestamp>> timestamps(SqliteConnection& connection);

}  // namespace sceau::sqlite
