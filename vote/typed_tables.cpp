// SPDX-License-Identifier: Apache-2.0
#include "vote/typed_tables.h"

#include <fmt/format.h>

#include "vote/paper_forms.h"
#include "vote/room_tables.h"

namespace sceau {
namespace {

// The rows of a table that nothing stands against.
template <typename Reading, typename Rows>
Status take_rows(Result<Reading> reading, TypedTableKind kind, Rows Reading::*rows, Rows& into) {
  const auto name = table_file(kind);
  if (!reading) return Error{reading.error().reason, name + ": " + reading.error().detail};
  if (!reading->findings.empty()) {
    return Error{reading->findings.front().reason, name + ": " + reading->findings.front().detail};
  }
  into = std::move((*reading).*rows);
  return Done{};
}

Status take_table(TypedTableKind kind, ByteView csv, const ZoneDatabase& database, CountInput& input) {
  const auto& meeting = input.meeting.meeting();
  switch (kind) {
    case TypedTableKind::paper:
      return take_rows(read_paper_forms(csv, input.meeting, database), kind, &PaperReading::forms, input.paper);
    case TypedTableKind::attendance:
      return take_rows(read_attendance(csv), kind, &AttendanceReading::lines, input.attendance);
    case TypedTableKind::new_resolutions:
      return take_rows(read_new_resolutions(csv, meeting), kind, &NewResolutionsReading::resolutions,
                       input.new_resolutions);
    case TypedTableKind::room:
      return take_rows(read_room_votes(csv, meeting, input.new_resolutions), kind, &RoomVotesReading::lines,
                       input.room);
    case TypedTableKind::rulings: return take_rows(read_rulings(csv), kind, &RulingsReading::rulings, input.rulings);
  }
  return Done{};
}

template <typename Reading, typename Rows>
Result<TableSummary> summary_of(Result<Reading> reading, Rows Reading::*rows, std::string_view what) {
  if (!reading) return reading.error();
  return TableSummary{std::move(reading->findings), fmt::format("{} {}", ((*reading).*rows).size(), what)};
}

}  // namespace

std::string table_file(TypedTableKind kind) { return std::string(word_of(typed_table_words, kind)) + ".csv"; }
std::string statement_file(TypedTableKind kind) { return std::string(word_of(typed_table_words, kind)) + ".xml"; }

Result<TableSummary> summarize(TypedTableKind kind, ByteView csv, const FrozenMeeting& meeting,
                               const ZoneDatabase& database, std::span<const Resolution> raised) {
  const auto& agenda = meeting.meeting();
  switch (kind) {
    case TypedTableKind::paper:
      return summary_of(read_paper_forms(csv, meeting, database), &PaperReading::forms, "forms on paper");
    case TypedTableKind::attendance:
      return summary_of(read_attendance(csv), &AttendanceReading::lines, "lines of attendance");
    case TypedTableKind::new_resolutions:
      return summary_of(read_new_resolutions(csv, agenda), &NewResolutionsReading::resolutions, "resolutions raised");
    case TypedTableKind::room:
      return summary_of(read_room_votes(csv, agenda, raised), &RoomVotesReading::lines, "badges that voted");
    case TypedTableKind::rulings: return summary_of(read_rulings(csv), &RulingsReading::rulings, "rulings");
  }
  return Error{Reason::internal_error, "no such table"};
}

// In the order of their kinds: the votes of the room come after the resolutions that were raised there.
Status take_tables(const TypedTables& tables, const ZoneDatabase& database, CountInput& input) {
  for (const auto& [kind, table] : tables) {
    const auto statement = read_statement(table.statement);
    if (!statement) return Error{statement.error().reason, statement_file(kind) + ": " + statement.error().detail};
    const auto about = is_about(*statement, kind, input.meeting.meeting().id, table.csv);
    if (!about) return Error{about.error().reason, table_file(kind) + ": " + about.error().detail};
    if (auto taken = take_table(kind, table.csv, database, input); !taken) return taken;
  }
  return Done{};
}

}  // namespace sceau
