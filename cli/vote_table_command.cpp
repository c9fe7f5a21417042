// SPDX-License-Identifier: Apache-2.0
// Paper and the room: a table is looked at, signed for by whoever typed it, and kept for the count (D18, L54, L61).
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/counted_folder.h"
#include "cli/exit_code.h"
#include "cli/signing_identity.h"
#include "cli/timestamp_source.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/kept_tables.h"
#include "vote/plain_line.h"
#include "vote/room_tables.h"

namespace sceau {
namespace {

constexpr std::size_t most_table_bytes = std::size_t{512} << 20;

struct TableToKeep {
  TypedTableKind kind;
  std::string path;
  Bytes csv;
  std::string contents;
};

std::vector<std::pair<TypedTableKind, std::string>> tables_named(const VoteTableArguments& arguments) {
  std::vector<std::pair<TypedTableKind, std::string>> named;
  if (!arguments.raised.empty()) named.emplace_back(TypedTableKind::new_resolutions, arguments.raised);
  named.emplace_back(*meaning_of(typed_table_words, arguments.kind), arguments.table);
  return named;
}

// Resolutions raised in the meeting are of the same command, or were typed before.
Result<std::vector<Resolution>> resolutions_raised(const std::vector<TableToKeep>& tables, const MeetingFolder& folder,
                                                   const Meeting& meeting) {
  for (const auto& table : tables) {
    if (table.kind != TypedTableKind::new_resolutions) continue;
    auto reading = read_new_resolutions(table.csv, meeting);
    return reading ? Result<std::vector<Resolution>>(std::move(reading->resolutions)) : reading.error();
  }
  const auto path = folder.typed() / table_file(TypedTableKind::new_resolutions);
  if (!std::filesystem::exists(path)) return std::vector<Resolution>();
  const auto csv = read_file(path, most_table_bytes);
  if (!csv) return csv.error();
  auto reading = read_new_resolutions(*csv, meeting);
  if (!reading) return reading.error();
  return std::move(reading->resolutions);
}

Result<TableToKeep> looked_at(TypedTableKind kind, const std::string& path, const std::vector<TableToKeep>& before,
                              const MeetingFolder& folder, const FrozenMeeting& meeting, const ZoneDatabase& database) {
  auto csv = read_file(path, most_table_bytes);
  if (!csv) return csv.error();
  const auto raised = resolutions_raised(before, folder, meeting.meeting());
  if (!raised) return raised.error();
  auto summary = summarize(kind, *csv, meeting, database, *raised);
  if (!summary) return summary.error();
  if (!summary->findings.empty()) {
    const auto& first = summary->findings.front();
    const auto more = summary->findings.size() - 1;
    return Error{first.reason, more == 0 ? first.detail : fmt::format("{}, and {} more", first.detail, more)};
  }
  return TableToKeep{kind, path, std::move(*csv), std::move(summary->contents)};
}

Result<SigningOptions> options_of(const VoteTableArguments& arguments, Instant now) {
  auto identity = identity_of_key(arguments.signer, now);
  if (!identity) return identity.error();
  return options_for(std::move(*identity), {}, now);
}

Status sign_and_keep(const TableToKeep& table, const MeetingFolder& folder, const std::string& meeting,
                     const std::string& operator_name, const SigningOptions& options, Existing existing) {
  const auto statement = state(table.kind, meeting, table.csv, operator_name, options.claimed_time);
  if (!statement) return statement.error();
  const auto xml = sign_statement(*statement, options);
  if (!xml) return xml.error();
  std::error_code failure;
  std::filesystem::create_directories(folder.typed(), failure);
  return keep_table(folder.typed(), table.kind, {table.csv, *xml}, existing);
}

void print_kept(const Terminal& terminal, const std::vector<TableToKeep>& tables, const std::string& operator_name) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-table/1").key("operator").text(operator_name);
  json.key("tables").begin_array();
  for (const auto& table : tables) {
    json.begin_object().key("table").text(word_of(typed_table_words, table.kind)).key("contents").text(table.contents);
    json.end_object();
    terminal.say(
        fmt::format("{}: {}, signed for by {}", printable(table.path), table.contents, printable(operator_name)));
  }
  terminal.print_json(json.end_array().end_object().str());
}

}  // namespace

int run(const VoteTableArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto database = read_zone_database();
  if (!database) return terminal.fail("", database.error());
  const MeetingFolder folder{arguments.folder};
  const auto frozen = read_frozen_folder(folder, *database);
  if (!frozen) return terminal.fail(arguments.folder, frozen.error());
  std::vector<TableToKeep> tables;
  for (const auto& [kind, path] : tables_named(arguments)) {
    auto table = looked_at(kind, path, tables, folder, *frozen, *database);
    if (!table) return terminal.fail(path, table.error());
    tables.push_back(std::move(*table));
  }
  const auto options = options_of(arguments, clock());
  if (!options) return terminal.fail(arguments.signer.key, options.error());
  const auto name = arguments.operator_name.empty() ? subject_of(options->identity) : arguments.operator_name;
  if (!is_plain_line(name)) return terminal.fail("--operator", {Reason::usage_wrong, "must be one plain line"});
  const auto existing = arguments.force ? Existing::replace : Existing::keep;
  for (const auto& table : tables) {
    const auto kept = sign_and_keep(table, folder, frozen->meeting().id, name, *options, existing);
    if (!kept) return terminal.fail(table.path, kept.error());
  }
  print_kept(terminal, tables, name);
  return exit_success;
}

}  // namespace sceau
