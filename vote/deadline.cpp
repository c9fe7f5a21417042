// SPDX-License-Identifier: Apache-2.0
#include "vote/deadline.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t most_zone_bytes = std::size_t{4} << 20;
constexpr std::string_view version_line = "# version ";

Error no_zone_data(std::string detail) { return {Reason::vote_time_zone_data, std::move(detail)}; }

// date-tz reports what it cannot find by exceptions, on first use of the database too.
Result<const date::time_zone*> zone_named(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::runtime_error& error) {
    return no_zone_data(printable(error.what()));
  }
}

// The last line of a TZif file (RFC 8536, 3.3) is the rule for the time after its last transition; one with a comma has
// daylight saving time.
Result<bool> has_rule_of_daylight_saving(const Path& file) {
  const auto bytes = read_file(file, most_zone_bytes);
  if (!bytes) return no_zone_data(bytes.error().detail);
  auto text = as_text(*bytes);
  if (!text.starts_with("TZif") || !text.ends_with('\n')) return no_zone_data(file.string() + " is no TZif file");
  text.remove_suffix(1);
  return text.substr(text.rfind('\n') + 1).find(',') != std::string_view::npos;
}

date::local_time<microseconds> to_date(LocalTime wall) {
  return date::local_time<microseconds>(wall.time_since_epoch());
}

std::string text_of(LocalTime wall) {
  const auto day = std::chrono::floor<days>(wall);
  const std::chrono::hh_mm_ss time(wall - day);
  return fmt::format("{} {:02}:{:02}:{:02}", to_text(CalendarDay(day)), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

Result<ZoneDatabase> read_zone_database(const Path& folder) {
  const auto bytes = read_file(folder / "tzdata.zi", most_zone_bytes);
  if (!bytes) return no_zone_data("install tzdata: " + bytes.error().detail);
  const auto text = as_text(*bytes);
  const auto first_line = text.substr(0, text.find('\n'));
  if (!first_line.starts_with(version_line)) return no_zone_data("tzdata.zi does not say its version");
  return ZoneDatabase(printable(first_line.substr(version_line.size())), folder);
}

Result<LegalTime> at_wall_time(LocalTime wall, std::string_view zone, const ZoneDatabase& database) {
  const auto found = zone_named(zone);
  if (!found) return found.error();
  const auto info = (*found)->get_info(to_date(wall));
  if (info.result != date::local_info::unique) {
    return Error{Reason::time_malformed, fmt::format("{} in {} does not exist, or exists twice", text_of(wall), zone)};
  }
  // date-tz 3.0 knows the transitions of a file but not its last rule: after the last one (2037, or much earlier in a
  // "slim" database) its answer would be an hour off in summer.
  if (info.first.end >= date::sys_days(date::year(9999) / 1 / 1)) {
    const auto changes = has_rule_of_daylight_saving(database.folder_ / zone);
    if (!changes) return changes.error();
    if (*changes) return no_zone_data(fmt::format("the data do not reach {} in {}", text_of(wall), zone));
  }
  return LegalTime{wall, std::string(zone), database.version(),
                   Instant(wall.time_since_epoch() - microseconds(info.first.offset))};
}

Result<LegalTime> voting_deadline(CalendarDay meeting_date, const ZoneDatabase& database) {
  return at_wall_time(local_days(meeting_date) - days(1) + hours(15), paris, database);
}

Result<LegalTime> start_of_day(CalendarDay day, const ZoneDatabase& database) {
  return at_wall_time(local_days(day), paris, database);
}

Result<LegalTime> end_of_day(CalendarDay day, const ZoneDatabase& database) {
  return at_wall_time(local_days(day) + days(1) - microseconds(1), paris, database);
}

Result<LegalTime> record_instant(RecordRule rule, CalendarDay meeting_date, const BusinessCalendar& calendar,
                                 const ZoneDatabase& database) {
  switch (rule) {
    case RecordRule::meeting_day: return start_of_day(meeting_date, database);
    case RecordRule::second_business_day: return start_of_day(calendar.business_day_before(meeting_date, 2), database);
  }
  return Error{Reason::internal_error, "record rule"};
}

Findings check_frozen_time(const LegalTime& frozen, const ZoneDatabase& database) {
  const auto now = at_wall_time(frozen.wall, frozen.zone, database);
  if (!now) return {{now.error().reason, now.error().detail}};
  if (now->utc == frozen.utc) return {};
  return {{Reason::vote_deadline_moved,
           fmt::format("{} in {} was {} by database {} and is {} by database {}", text_of(frozen.wall), frozen.zone,
                       to_rfc3339(frozen.utc), frozen.tzdb, to_rfc3339(now->utc), now->tzdb)}};
}

Admission decide(const Reception& reception, const VotingWindow& window, const ClockState& clock) {
  const auto received = reception.received_at;
  const bool has_grace =
      window.grace > seconds(0) && reception.identified_at && *reception.identified_at <= window.closes.utc;
  const Instant end = window.closes.utc + (has_grace ? window.grace : seconds(0));
  const bool degraded = is_degraded(clock);

  if (window.opens && received < window.opens->utc) return {Timeliness::too_early, degraded};
  if (degraded && std::chrono::abs(received - end) <= uncertainty(clock)) return {Timeliness::litigious, degraded};
  if (received <= end) return {Timeliness::in_time, degraded};
  return {sources_agree(clock) ? Timeliness::late : Timeliness::litigious, degraded};
}

CloseDecision decide_close(Instant now, const LegalTime& closes, const ClockState& clock) {
  const auto authority = now - clock.ahead_of_authority.value_or(microseconds(0));
  const auto later_source = std::min(now, authority);  // the one whose clock shows less passes the deadline later
  if (later_source <= closes.utc) return CloseDecision::wait;
  if (clock.ahead_of_authority && !is_degraded(clock)) return CloseDecision::close;
  return later_source > closes.utc + minutes(10) ? CloseDecision::close_degraded : CloseDecision::wait;
}

Instant drain_end(const LegalTime& closes) { return closes.utc + seconds(60); }

bool may_open_urn(Instant now, const VotingWindow& ballots) { return now > drain_end(ballots.closes) + ballots.grace; }

seconds longest_without_timestamp(Instant now, const LegalTime& closes) {
  return now >= closes.utc - hours(1) ? seconds(60) : seconds(600);
}

seconds from_close_to_start(const LegalTime& closes, const LegalTime& starts) {
  return std::chrono::floor<seconds>(starts.utc - closes.utc);
}

Result<WallTime> wall_time(Instant instant, std::string_view zone) {
  const auto found = zone_named(zone);
  if (!found) return found.error();
  const auto info = (*found)->get_info(date::sys_time<microseconds>(instant.time_since_epoch()));
  return WallTime{LocalTime((instant + microseconds(info.offset)).time_since_epoch()), info.abbrev};
}

Result<std::string> displayed_time(Instant instant, std::string_view zone) {
  const auto shown = wall_time(instant, zone);
  if (!shown) return shown.error();
  const auto fraction = (shown->wall - std::chrono::floor<seconds>(shown->wall)).count();
  return text_of(shown->wall) + (fraction == 0 ? "" : fmt::format(".{:06}", fraction)) + " " + shown->abbreviation;
}

}  // namespace sceau
