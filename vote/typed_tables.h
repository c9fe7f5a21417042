// SPDX-License-Identifier: Apache-2.0
// All tables that the company and the bureau type, read together: paper, attendance, the room, rulings. Each comes with
// the statement of who typed it.
#pragma once

#include <array>
#include <map>
#include <string>

#include "vote/count_input.h"
#include "vote/operator_statement.h"

namespace sceau {

// "paper.csv": their names in the folder of a meeting and in its bundle, beside "paper.xml", the statement.
std::string table_file(TypedTableKind kind);
std::string statement_file(TypedTableKind kind);

struct TypedTable {
  Bytes csv;
  Bytes statement;  // XML, signed
};
using TypedTables = std::map<TypedTableKind, TypedTable>;  // those that there are

// One table by itself: what stands against it, and for people what is in it ("12 forms"). Room votes need to know which
// resolutions were raised. Findings: vote.table_irregular. Errors: those of reading that table.
struct TableSummary {
  Findings findings;
  std::string contents;
};
Result<TableSummary> summarize(TypedTableKind kind, ByteView csv, const FrozenMeeting& meeting,
                               const ZoneDatabase& database, std::span<const Resolution> raised);

// Into the input of a count. Every statement must be about its table of this meeting; whether it is signed by somebody
// who may is not looked at here. Errors: vote.table_irregular (the first finding), vote.statement_mismatch, those of
// reading.
Status take_tables(const TypedTables& tables, const ZoneDatabase& database, CountInput& input);

}  // namespace sceau
