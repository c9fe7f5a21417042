// SPDX-License-Identifier: Apache-2.0
// Typed tables on the disk, each beside the statement of who signed for it. The two files are replaced one after the
// other, so the new statement waits beside them as "paper.xml.next" until its table is there: at every moment either
// the earlier pair or the new one is whole.
#pragma once

#include "foundation/file_bytes.h"
#include "vote/typed_tables.h"

namespace sceau {

// The pair as it stands in the folder; nothing where there is no such table. Errors: vote.table_irregular (a table
// without its statement), file.*.
Result<std::optional<TypedTable>> kept_table(const Path& folder, TypedTableKind kind);

// With Existing::keep another table that stands is file.exists. The same bytes are not: where the same operator has
// signed for them nothing is changed, where nobody has the statement is put beside them. Errors: file.*, those of
// kept_table and read_statement.
Status keep_table(const Path& folder, TypedTableKind kind, const TypedTable& table, Existing existing,
                  const Disk& disk = real_disk());

}  // namespace sceau
