// SPDX-License-Identifier: Apache-2.0
// Legal time: the one place of this program that knows a named time zone, and the one place that compares an instant
// with a deadline of a meeting. Errors where not said otherwise: vote.time_zone_data.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "formats/value_tree/value.h"
#include "foundation/file_bytes.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "vote/business_calendar.h"
#include "vote/clock_state.h"

namespace sceau {

inline constexpr std::string_view paris = "Europe/Paris";

struct LegalTime;

// The system's time zone database. Only its version is kept here; the data are read by date-tz, always from
// /usr/share/zoneinfo, so that `folder` differs in tests only.
class ZoneDatabase {
 public:
  const std::string& version() const { return version_; }  // "2025b"

 private:
  friend Result<ZoneDatabase> read_zone_database(const Path& folder);
  friend Result<LegalTime> at_wall_time(LocalTime wall, std::string_view zone, const ZoneDatabase& database);
  explicit ZoneDatabase(std::string version, Path folder) : version_(std::move(version)), folder_(std::move(folder)) {}
  std::string version_;
  Path folder_;
};
Result<ZoneDatabase> read_zone_database(const Path& folder = "/usr/share/zoneinfo");

// A wall clock time of the law with the instant it meant when it was computed, and by which database.
struct LegalTime {
  LocalTime wall;
  std::string zone;
  std::string tzdb;
  Instant utc;
  bool operator==(const LegalTime&) const = default;
};

// Further error: time.malformed (the time does not exist there, or exists twice).
Result<LegalTime> at_wall_time(LocalTime wall, std::string_view zone, const ZoneDatabase& database);

// Art. R. 225-77 al. 1 C. com. (L1): 15:00 in Paris on the calendar day before the meeting; not moved by Sundays or
// holidays (L3), not a fixed time before the hour of the meeting.
Result<LegalTime> voting_deadline(CalendarDay meeting_date, const ZoneDatabase& database);

// Start and end of a calendar day in Paris. The end is its last microsecond, so that comparisons stay inclusive.
Result<LegalTime> start_of_day(CalendarDay day, const ZoneDatabase& database);
Result<LegalTime> end_of_day(CalendarDay day, const ZoneDatabase& database);

enum class RecordRule { meeting_day, second_business_day };

// L30, L32: 0:00 in Paris at the start of the second business day before the meeting, or of the day of the meeting.
Result<LegalTime> record_instant(RecordRule rule, CalendarDay meeting_date, const BusinessCalendar& calendar,
                                 const ZoneDatabase& database);

// D19: does this database still give the frozen instant? Findings: vote.deadline_moved.
Findings check_frozen_time(const LegalTime& frozen, const ZoneDatabase& database);

// While ballots of one channel are taken. Paper, proxies and ballots each have one (D18).
struct VotingWindow {
  std::optional<LegalTime> opens = {};
  LegalTime closes;
  // D8: for those who identified themselves in time; 0 unless the meeting names a legal basis.
  std::chrono::seconds grace{0};
};

struct Reception {
  Instant received_at;  // of the last byte of the request, read once from the one clock; for paper: typed and signed
  std::optional<Instant> identified_at = {};
};

enum class Timeliness { too_early, in_time, late, litigious };

struct Admission {
  Timeliness timeliness;
  bool clock_is_degraded;
};

// The one comparison with the deadline, inclusive: "at the latest at 15:00". Where the clock is degraded (D9), whatever
// lies within its uncertainty of the close is litigious, and nobody is refused as late while two sources contradict
// each other.
Admission decide(const Reception& reception, const VotingWindow& window, const ClockState& clock);

// D11: may the close entry be written now? Two sources that agree must both be past the deadline; where they do not
// agree, or there is only one, ten minutes after the later of them has passed it.
enum class CloseDecision { wait, close, close_degraded };
CloseDecision decide_close(Instant now, const LegalTime& closes, const ClockState& clock);

// D14: requests received in time get this long to finish.
Instant drain_end(const LegalTime& closes);

// CNIL 2019-053, 1-09: nobody opens the urn before the last request in time has had its chance, grace included.
bool may_open_urn(Instant now, const VotingWindow& ballots);

// D15: how long the log may go without a time-stamp token.
std::chrono::seconds longest_without_timestamp(Instant now, const LegalTime& closes);

// The time between the close and the real start of the meeting; a meeting far from Paris may have an odd one.
std::chrono::seconds from_close_to_start(const LegalTime& closes, const LegalTime& starts);

// What a clock on the wall of that zone shows.
struct WallTime {
  LocalTime wall;
  std::string abbreviation;  // "CEST"; "+04" where the zone has no letters
};
Result<WallTime> wall_time(Instant instant, std::string_view zone);

// D17: "2027-05-11 15:00:00 CEST". Microseconds are written where there are any.
Result<std::string> displayed_time(Instant instant, std::string_view zone);

}  // namespace sceau
