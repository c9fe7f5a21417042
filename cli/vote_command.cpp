// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/kept_register.h"
#include "cli/make_urn.h"
#include "cli/meeting_folder.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/check_meeting.h"
#include "vote/check_scrutineers.h"
#include "vote/register.h"

namespace sceau {
namespace {

constexpr std::size_t most_register_bytes = std::size_t{512} << 20;

Path settings_of(const Path& folder) { return MeetingFolder{folder}.settings(); }

// "2027-05-12"
Result<CalendarDay> day_from(const std::string& text) {
  const auto midnight = from_rfc3339(text + "T00:00:00Z");
  if (!midnight) return Error{Reason::time_malformed, fmt::format("'{}': write the date as 2027-05-12", text)};
  return CalendarDay(std::chrono::floor<std::chrono::days>(*midnight));
}

// Everything that is known against a meeting before it is frozen.
struct FolderCheck {
  Meeting meeting;
  Findings unreadable;  // meeting.toml is not even what it should be
  MeetingCheck law;
  std::vector<Certificate> scrutineers;  // all of them where there are no defects
};

void check_bureau(const Path& folder, const ZoneDatabase& database, FolderCheck& check) {
  const auto starts = at_wall_time(check.meeting.starts, check.meeting.zone, database);
  Findings unread;
  check.scrutineers = read_scrutineers({folder}, check.meeting.bureau, unread);
  const bool are_all_read = unread.empty();
  append(check.law.defects, std::move(unread));
  if (!starts || !are_all_read) return;  // an unknown zone is a defect already
  append(check.law.defects, check_scrutineers(check.scrutineers, check.meeting.bureau, starts->utc));
}

Result<FolderCheck> check_folder(const Path& folder, const ZoneDatabase& database) {
  const auto toml = read_file(settings_of(folder), most_settings_bytes);
  if (!toml) return toml.error();
  auto reading = read_meeting(*toml);
  if (!reading) return reading.error();

  FolderCheck check{std::move(reading->meeting), std::move(reading->findings), {}, {}};
  if (!check.unreadable.empty()) return check;
  check.law = check_meeting(check.meeting, database);
  check_bureau(folder, database, check);
  return check;
}

int exit_code_of(const FolderCheck& check) {
  if (!check.unreadable.empty()) return exit_code(check.unreadable.front().reason);
  return check.law.defects.empty() ? exit_success : exit_code(ReasonKind::refused);
}

void write_findings(JsonWriter& json, std::string_view key, const Findings& findings) {
  json.key(key).begin_array();
  for (const auto& finding : findings) {
    json.begin_object().key("reason").text(stable_name(finding.reason)).key("detail").text(finding.detail).end_object();
  }
  json.end_array();
}

void say_findings(const Terminal& terminal, std::string_view word, Tone tone, const Findings& findings) {
  for (const auto& finding : findings) {
    terminal.say(fmt::format("{} {}", terminal.coloured(tone, word), finding.detail));
    terminal.say(fmt::format("        {}: {}", stable_name(finding.reason), row_of(finding.reason).sentence));
  }
}

void print_check(const Terminal& terminal, const FolderCheck& check) {
  Findings defects = check.unreadable;
  append(defects, check.law.defects);
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-check/1").key("meeting").text(check.meeting.id);
  write_findings(json, "defects", defects);
  write_findings(json, "warnings", check.law.warnings);
  terminal.print_json(json.end_object().str());

  say_findings(terminal, "defect ", Tone::bad, defects);
  say_findings(terminal, "warning", Tone::unsure, check.law.warnings);
  if (defects.empty()) terminal.say(fmt::format("{}: nothing in the law stands against it", check.meeting.id));
}

// frozen.json comes last and once: with it the urn is the meeting's.
Result<FrozenMeeting> freeze_with_urn(const MeetingFolder& folder, std::span<const Certificate> scrutineers,
                                      const ZoneDatabase& database, Instant now) {
  const auto toml = read_file(folder.settings(), most_settings_bytes);
  if (!toml) return toml.error();
  auto frozen = freeze(*toml, database);
  if (!frozen) return frozen.error();
  auto urn = make_urn(folder, *frozen, scrutineers, now, system_random());
  if (!urn) return urn.error();
  auto complete = with_urn(std::move(*frozen), std::move(*urn));
  const auto written = write_atomically(folder.frozen(), as_bytes(frozen_json(complete)), {});
  if (!written) return written.error();
  return complete;
}

void print_frozen(const Terminal& terminal, const FrozenMeeting& frozen) {
  const auto& times = frozen.times();
  terminal.print_json(frozen_json(frozen));
  for (const auto& [what, time] :
       {std::pair("ballots close", &times.closes), std::pair("paper closes", &times.paper),
        std::pair("record instant", &times.record), std::pair("meeting starts", &times.starts)}) {
    const auto shown = displayed_time(time->utc, time->zone);
    terminal.say(fmt::format("{:<15} {} ({})", what, shown ? *shown : "?", to_rfc3339(time->utc)));
  }
  terminal.say(fmt::format("{:<15} {}", "agenda", hex_lower(frozen.hashes().agenda)));
  terminal.say(fmt::format("{:<15} {}", "form", hex_lower(frozen.hashes().form)));
  terminal.say(fmt::format("{:<15} {}", "urn", hex_lower(frozen.urn()->certificate_sha256)));
  terminal.say(fmt::format("{:<15} {}", "time zones", times.closes.tzdb));
}

void print_register(const Terminal& terminal, const RegisterTotals& totals, ByteView hash) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-register/1").key("shareholders").number(totals.shareholders);
  json.key("holdings").number(totals.holdings).key("shares").number(totals.shares);
  json.key("shares_with_vote").number(totals.shares_with_vote).key("treasury").number(totals.treasury);
  json.key("votes").number(totals.votes).key("sha256").text(hex_lower(hash));
  terminal.print_json(json.end_object().str());
  terminal.say(fmt::format("{} shareholders, {} holdings", totals.shareholders, totals.holdings));
  terminal.say(fmt::format("{} shares, {} of them with a vote, {} in treasury", totals.shares, totals.shares_with_vote,
                           totals.treasury));
  terminal.say(fmt::format("{} votes", totals.votes));
  terminal.say(fmt::format("register {}", hex_lower(hash)));
}

}  // namespace

int run(const VoteNewArguments& arguments, const Terminal& terminal) {
  const auto date = day_from(arguments.date);
  if (!date) return terminal.fail("--date", date.error());
  const Path folder(arguments.id);
  if (!is_meeting_id(arguments.id)) {
    return terminal.fail(arguments.id,
                         {Reason::usage_wrong, "a meeting is named by a letter, then letters, digits, - and _"});
  }
  std::error_code failure;
  if (!std::filesystem::create_directory(folder, failure) && failure) {
    return terminal.fail(arguments.id, {Reason::file_not_writable, failure.message()});
  }
  const auto path = settings_of(folder);
  const auto written = write_atomically(path, as_bytes(meeting_template(arguments.id, *date)), {});
  if (!written) return terminal.fail(path.string(), written.error());
  terminal.say(fmt::format("{}: fill it in, then: sceau vote check {}", path.string(), arguments.id));
  return exit_success;
}

int run(const VoteCheckArguments& arguments, const Terminal& terminal) {
  const auto database = read_zone_database();
  if (!database) return terminal.fail("", database.error());
  const auto check = check_folder(arguments.folder, *database);
  if (!check) return terminal.fail(settings_of(arguments.folder).string(), check.error());
  print_check(terminal, *check);
  return exit_code_of(*check);
}

int run(const VoteFreezeArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const MeetingFolder folder{arguments.folder};
  if (std::filesystem::exists(folder.frozen())) {
    return terminal.fail(folder.frozen().string(), {Reason::file_exists, "the meeting is frozen already"});
  }
  const auto database = read_zone_database();
  if (!database) return terminal.fail("", database.error());
  const auto check = check_folder(arguments.folder, *database);
  if (!check) return terminal.fail(folder.settings().string(), check.error());
  if (const int code = exit_code_of(*check); code != exit_success) {
    print_check(terminal, *check);
    return code;
  }
  const auto frozen = freeze_with_urn(folder, check->scrutineers, *database, clock());
  if (!frozen) return terminal.fail(arguments.folder, frozen.error());
  print_frozen(terminal, *frozen);
  return exit_success;
}

int run(const VoteRegisterArguments& arguments, const Terminal& terminal) {
  const auto meeting = readable_meeting({arguments.folder});
  if (!meeting) return terminal.fail(settings_of(arguments.folder).string(), meeting.error());
  const auto table = read_file(arguments.table, most_register_bytes);
  if (!table) return terminal.fail(arguments.table, table.error());

  const auto reading = read_register(*table, *meeting);
  if (!reading) return terminal.fail(arguments.table, reading.error());
  if (!reading->findings.empty()) {
    const auto& first = reading->findings.front();
    const int code = terminal.fail(arguments.table, {first.reason, first.detail});
    for (const auto& finding : std::span(reading->findings).subspan(1)) terminal.note("  " + finding.detail);
    return code;
  }
  const auto hash = register_hash(reading->shares);
  if (!hash) return terminal.fail(arguments.table, hash.error());
  if (!arguments.dry_run) {
    const auto path = Path(arguments.folder) / "register.csv";
    const WriteOptions only_ours{.existing = Existing::replace, .mode = 0600};
    const auto written = write_atomically(path, as_bytes(write_register(reading->shares)), only_ours);
    if (!written) return terminal.fail(path.string(), written.error());
  }
  print_register(terminal, reading->shares.totals(), *hash);
  return exit_success;
}

}  // namespace sceau
