// SPDX-License-Identifier: Apache-2.0
// The instants of the vectors were checked with Python's zoneinfo.
#include "vote/deadline.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace sceau {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const ZoneDatabase& database() {
  static const auto read = read_zone_database();
  return *read;
}

CalendarDay day(std::string_view text) {
  const auto instant = from_rfc3339(std::string(text) + "T00:00:00Z");
  return CalendarDay(std::chrono::floor<std::chrono::days>(*instant));
}

Instant instant(std::string_view text) { return *from_rfc3339(text); }

// The meeting of most tests: 12 May 2026, so ballots close on 11 May at 13:00Z.
VotingWindow window() { return {.closes = *voting_deadline(day("2026-05-12"), database())}; }
const Instant close_of_window = instant("2026-05-11T13:00:00Z");
const ClockState good_clock{};

Timeliness at(Instant received, const VotingWindow& open = window(), const ClockState& clock = good_clock) {
  return decide({.received_at = received}, open, clock).timeliness;
}

struct Vector {
  std::string meeting, paris, utc;
};
void PrintTo(const Vector& row, std::ostream* out) { *out << row.meeting; }
class L1_deadline_is_15h_paris_the_day_before : public testing::TestWithParam<Vector> {};
TEST_P(L1_deadline_is_15h_paris_the_day_before, Vector) {
  const auto deadline = voting_deadline(day(GetParam().meeting), database());
  ASSERT_TRUE(deadline) << deadline.error().detail;
  EXPECT_EQ(deadline->utc, instant(GetParam().paris));
  EXPECT_EQ(to_rfc3339(deadline->utc), GetParam().utc);
  EXPECT_EQ(deadline->zone, "Europe/Paris");
  EXPECT_EQ(deadline->tzdb, database().version());
}
INSTANTIATE_TEST_SUITE_P(Vectors, L1_deadline_is_15h_paris_the_day_before,
                         testing::Values(Vector{"2026-05-12", "2026-05-11T15:00:00+02:00", "2026-05-11T13:00:00Z"},
                                         Vector{"2026-06-15", "2026-06-14T15:00:00+02:00", "2026-06-14T13:00:00Z"},
                                         Vector{"2026-03-29", "2026-03-28T15:00:00+01:00", "2026-03-28T14:00:00Z"},
                                         Vector{"2026-03-30", "2026-03-29T15:00:00+02:00", "2026-03-29T13:00:00Z"},
                                         Vector{"2026-10-25", "2026-10-24T15:00:00+02:00", "2026-10-24T13:00:00Z"},
                                         Vector{"2026-10-26", "2026-10-25T15:00:00+01:00", "2026-10-25T14:00:00Z"},
                                         Vector{"2027-01-01", "2026-12-31T15:00:00+01:00", "2026-12-31T14:00:00Z"},
                                         Vector{"2027-03-29", "2027-03-28T15:00:00+02:00", "2027-03-28T13:00:00Z"},
                                         Vector{"2027-11-01", "2027-10-31T15:00:00+01:00", "2027-10-31T14:00:00Z"},
                                         Vector{"2028-03-01", "2028-02-29T15:00:00+01:00", "2028-02-29T14:00:00Z"},
                                         Vector{"2017-01-02", "2017-01-01T15:00:00+01:00", "2017-01-01T14:00:00Z"}));

TEST(Deadline, L3_cut_off_is_not_moved_by_a_sunday_or_holiday) {
  EXPECT_EQ(voting_deadline(day("2026-06-15"), database())->utc, instant("2026-06-14T13:00:00Z"));  // a Sunday
  EXPECT_EQ(voting_deadline(day("2026-05-02"), database())->utc, instant("2026-05-01T13:00:00Z"));  // 1 May
}

TEST(Deadline, D1_at_the_deadline_and_one_microsecond_before_are_accepted) {
  EXPECT_EQ(at(close_of_window - microseconds(1)), Timeliness::in_time);
  EXPECT_EQ(at(close_of_window), Timeliness::in_time);
}

TEST(Deadline, D2_one_microsecond_late) { EXPECT_EQ(at(close_of_window + microseconds(1)), Timeliness::late); }

TEST(Deadline, D3_the_first_byte_in_time_does_not_help) {
  EXPECT_EQ(at(instant("2026-05-11T13:00:01Z")), Timeliness::late);  // the last byte is what counts
  EXPECT_EQ(at(instant("2026-05-11T12:59:50Z")), Timeliness::in_time);
}

TEST(Deadline, D8_login_in_time_and_submission_late_is_late) {
  const Reception reception{.received_at = close_of_window + seconds(1), .identified_at = close_of_window - minutes(2)};
  EXPECT_EQ(decide(reception, window(), good_clock).timeliness, Timeliness::late);

  auto with_grace = window();
  with_grace.grace = seconds(60);
  EXPECT_EQ(decide(reception, with_grace, good_clock).timeliness, Timeliness::in_time);
  EXPECT_EQ(
      decide({.received_at = close_of_window + seconds(61), .identified_at = close_of_window}, with_grace, good_clock)
          .timeliness,
      Timeliness::late);
  EXPECT_EQ(decide({.received_at = close_of_window + seconds(1), .identified_at = close_of_window + microseconds(1)},
                   with_grace, good_clock)
                .timeliness,
            Timeliness::late);
  EXPECT_EQ(decide({.received_at = close_of_window + seconds(1)}, with_grace, good_clock).timeliness, Timeliness::late);
}

TEST(Deadline, D9_a_degraded_clock_makes_what_lies_within_its_uncertainty_litigious) {
  const ClockState uncertain{.maximum_error = milliseconds(200)};
  EXPECT_EQ(at(close_of_window + milliseconds(200), window(), uncertain), Timeliness::litigious);
  EXPECT_EQ(at(close_of_window - milliseconds(200), window(), uncertain), Timeliness::litigious);
  EXPECT_EQ(at(close_of_window + milliseconds(200) + microseconds(1), window(), uncertain), Timeliness::late);
  EXPECT_EQ(at(close_of_window - milliseconds(201), window(), uncertain), Timeliness::in_time);
  EXPECT_TRUE(decide({close_of_window}, window(), uncertain).clock_is_degraded);

  const ClockState just_good{.maximum_error = milliseconds(100)};
  EXPECT_EQ(at(close_of_window + microseconds(1), window(), just_good), Timeliness::late);
  EXPECT_FALSE(decide({close_of_window}, window(), just_good).clock_is_degraded);

  const ClockState free_running{.is_synchronised = false, .maximum_error = seconds(16)};
  EXPECT_EQ(at(close_of_window + seconds(16), window(), free_running), Timeliness::litigious);
  EXPECT_EQ(at(close_of_window + seconds(17), window(), free_running), Timeliness::late);
}

TEST(Deadline, D9_nobody_is_refused_as_late_while_two_sources_contradict_each_other) {
  const ClockState contradicting{.ahead_of_authority = minutes(5)};
  EXPECT_EQ(at(close_of_window + minutes(4), window(), contradicting), Timeliness::litigious);
  EXPECT_EQ(at(close_of_window - minutes(4), window(), contradicting), Timeliness::in_time);
  const ClockState agreeing{.ahead_of_authority = -milliseconds(900)};
  EXPECT_EQ(at(close_of_window + minutes(4), window(), agreeing), Timeliness::late);
}

TEST(Deadline, D10_log_times_never_decrease_and_a_step_is_noticed) {
  const auto now = close_of_window;
  EXPECT_EQ(reception_time(now, now, now - seconds(3)).instant, now);
  EXPECT_FALSE(reception_time(now, now, now - seconds(3)).clock_stepped);
  const auto stepped_back = reception_time(now - hours(1), now, now - seconds(3));
  EXPECT_EQ(stepped_back.instant, now);
  EXPECT_TRUE(stepped_back.clock_stepped);
  EXPECT_EQ(reception_time(now, now, now + seconds(2)).instant, now + seconds(2));
  EXPECT_FALSE(reception_time(now - seconds(1), now, now).clock_stepped);
  EXPECT_TRUE(reception_time(now + seconds(1) + microseconds(1), now, now).clock_stepped);
}

struct Close {
  std::string name;
  microseconds after_deadline;
  ClockState clock;
  CloseDecision decision;
};
void PrintTo(const Close& row, std::ostream* out) { *out << row.name; }
class D11_close_needs_two_sources : public testing::TestWithParam<Close> {};
TEST_P(D11_close_needs_two_sources, Decision) {
  EXPECT_EQ(decide_close(close_of_window + GetParam().after_deadline, window().closes, GetParam().clock),
            GetParam().decision);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, D11_close_needs_two_sources,
    testing::Values(
        Close{"both past it", seconds(2), {.ahead_of_authority = seconds(1)}, CloseDecision::close},
        Close{"only one past it", seconds(1), {.ahead_of_authority = seconds(1)}, CloseDecision::wait},
        Close{"before it", -microseconds(1), {.ahead_of_authority = seconds(0)}, CloseDecision::wait},
        Close{"at it", seconds(0), {.ahead_of_authority = seconds(0)}, CloseDecision::wait},
        Close{"clock an hour ahead", minutes(5), {.ahead_of_authority = hours(1)}, CloseDecision::wait},
        Close{"clock an hour ahead, an hour later", minutes(65), {.ahead_of_authority = hours(1)}, CloseDecision::wait},
        Close{"ten minutes after the later one",
              minutes(71),
              {.ahead_of_authority = hours(1)},
              CloseDecision::close_degraded},
        Close{"clock an hour behind", minutes(11), {.ahead_of_authority = -hours(1)}, CloseDecision::close_degraded},
        Close{"no authority", minutes(10), {}, CloseDecision::wait},
        Close{"no authority, later", minutes(10) + microseconds(1), {}, CloseDecision::close_degraded},
        Close{"not synchronised",
              seconds(2),
              {.is_synchronised = false, .ahead_of_authority = seconds(0)},
              CloseDecision::wait},
        Close{"not synchronised, later",
              minutes(11),
              {.is_synchronised = false, .ahead_of_authority = seconds(0)},
              CloseDecision::close_degraded}));

TEST(Deadline, D12_a_smeared_leap_second_is_part_of_the_uncertainty) {
  EXPECT_EQ(uncertainty({.maximum_error = milliseconds(20)}), milliseconds(20));
  EXPECT_EQ(uncertainty({.maximum_error = milliseconds(20), .leap_second_is_due = true}), microseconds(103334));
  EXPECT_EQ(at(close_of_window + milliseconds(90), window(), {.maximum_error = milliseconds(20)}), Timeliness::late);
  EXPECT_EQ(
      at(close_of_window + milliseconds(90), window(), {.maximum_error = milliseconds(20), .leap_second_is_due = true}),
      Timeliness::litigious);
}

TEST(Deadline, CNIL_1_09_the_urn_stays_shut_until_everybody_in_time_has_finished) {
  const auto closes = *voting_deadline(day("2027-05-12"), database());
  const auto minute = closes.utc + std::chrono::seconds(60);
  EXPECT_FALSE(may_open_urn(closes.utc, {.closes = closes}));
  EXPECT_FALSE(may_open_urn(minute, {.closes = closes}));
  EXPECT_TRUE(may_open_urn(minute + std::chrono::microseconds(1), {.closes = closes}));
  const VotingWindow with_grace{.closes = closes, .grace = std::chrono::seconds(30)};
  EXPECT_FALSE(may_open_urn(minute + std::chrono::seconds(30), with_grace));
  EXPECT_TRUE(may_open_urn(minute + std::chrono::seconds(31), with_grace));
}

TEST(Deadline, D14_what_came_in_time_gets_a_minute_to_finish) {
  EXPECT_EQ(drain_end(window().closes), close_of_window + seconds(60));
}

TEST(Deadline, D15_tokens_every_minute_in_the_last_hour_and_every_ten_before) {
  const auto closes = window().closes;
  EXPECT_EQ(longest_without_timestamp(close_of_window - hours(1), closes), seconds(60));
  EXPECT_EQ(longest_without_timestamp(close_of_window - hours(1) - microseconds(1), closes), seconds(600));
  EXPECT_EQ(longest_without_timestamp(close_of_window, closes), seconds(60));
}

TEST(Deadline, D17_times_are_shown_with_their_zone) {
  EXPECT_EQ(*displayed_time(close_of_window, paris), "2026-05-11 15:00:00 CEST");
  EXPECT_EQ(*displayed_time(close_of_window + microseconds(1), paris), "2026-05-11 15:00:00.000001 CEST");
  EXPECT_EQ(*displayed_time(close_of_window, "Indian/Reunion"), "2026-05-11 17:00:00 +04");
  EXPECT_EQ(displayed_time(close_of_window, "Europe/Atlantis").error().reason, Reason::vote_time_zone_data);
}

TEST(Deadline, D18_paper_has_its_own_cut_off_with_the_same_engine) {
  const VotingWindow paper{.closes = *end_of_day(day("2026-05-09"), database())};
  EXPECT_EQ(at(instant("2026-05-09T21:59:59.999999Z"), paper), Timeliness::in_time);
  EXPECT_EQ(at(instant("2026-05-09T22:00:00Z"), paper), Timeliness::late);
}

TEST(Deadline, D19_a_database_that_moves_a_frozen_instant_raises_an_alarm) {
  auto frozen = *voting_deadline(day("2026-05-12"), database());
  EXPECT_TRUE(check_frozen_time(frozen, database()).empty());
  frozen.utc -= hours(1);
  const auto findings = check_frozen_time(frozen, database());
  EXPECT_TRUE(contains(findings, Reason::vote_deadline_moved));
  EXPECT_THAT(findings.front().detail, testing::HasSubstr("2026-05-11T12:00:00Z"));
}

TEST(Deadline, VotingDoesNotBeginBeforeItOpens) {
  auto later = window();
  later.opens = *at_wall_time(std::chrono::local_days(day("2026-04-20")) + hours(9), paris, database());
  EXPECT_EQ(at(instant("2026-04-20T06:59:59.999999Z"), later), Timeliness::too_early);
  EXPECT_EQ(at(instant("2026-04-20T07:00:00Z"), later), Timeliness::in_time);
}

// The second business day before the meeting, at 0:00 in Paris: dates from Python.
struct Record {
  std::string meeting, day, utc;
};
void PrintTo(const Record& row, std::ostream* out) { *out << row.meeting; }
class L30_record_instant_is_the_second_business_day : public testing::TestWithParam<Record> {};
TEST_P(L30_record_instant_is_the_second_business_day, Instant) {
  const auto record =
      record_instant(RecordRule::second_business_day, day(GetParam().meeting), BusinessCalendar({}), database());
  ASSERT_TRUE(record);
  EXPECT_EQ(record->wall, LocalTime(std::chrono::local_days(day(GetParam().day))));
  EXPECT_EQ(to_rfc3339(record->utc), GetParam().utc);
}
INSTANTIATE_TEST_SUITE_P(Dates, L30_record_instant_is_the_second_business_day,
                         testing::Values(Record{"2026-05-12", "2026-05-07", "2026-05-06T22:00:00Z"},
                                         Record{"2027-05-12", "2027-05-10", "2027-05-09T22:00:00Z"},
                                         Record{"2027-05-07", "2027-05-04", "2027-05-03T22:00:00Z"},
                                         Record{"2027-03-30", "2027-03-25", "2027-03-24T23:00:00Z"},
                                         Record{"2026-10-27", "2026-10-23", "2026-10-22T22:00:00Z"},
                                         Record{"2027-01-05", "2026-12-31", "2026-12-30T23:00:00Z"},
                                         Record{"2026-05-26", "2026-05-21", "2026-05-20T22:00:00Z"},
                                         Record{"2026-07-15", "2026-07-10", "2026-07-09T22:00:00Z"},
                                         Record{"2028-02-29", "2028-02-25", "2028-02-24T23:00:00Z"},
                                         Record{"2026-11-12", "2026-11-09", "2026-11-08T23:00:00Z"},
                                         Record{"2026-06-15", "2026-06-11", "2026-06-10T22:00:00Z"},
                                         Record{"2027-05-18", "2027-05-13", "2027-05-12T22:00:00Z"}));

TEST(Deadline, L32_record_instant_of_unlisted_companies_is_the_day_of_the_meeting) {
  const auto record = record_instant(RecordRule::meeting_day, day("2027-05-12"), BusinessCalendar({}), database());
  EXPECT_EQ(record->utc, instant("2027-05-11T22:00:00Z"));
}

// The sources of the program in which the pattern is found.
std::vector<std::string> sources_with(const std::string& pattern) {
  const std::regex wanted(pattern);
  std::vector<std::string> found;
  for (const auto* room : {"vote", "vote/pages", "cli"}) {
    for (const auto& file : std::filesystem::directory_iterator(std::string(SCEAU_SOURCE_DIR "/") + room)) {
      if (file.path().extension() != ".cpp") continue;
      std::stringstream text;
      text << std::ifstream(file.path()).rdbuf();
      if (std::regex_search(text.str(), wanted))
        found.push_back(std::string(room) + "/" + file.path().filename().string());
    }
  }
  std::ranges::sort(found);
  return found;
}

TEST(Deadline, L35_the_record_instant_is_computed_in_one_place) {
  EXPECT_THAT(sources_with(R"(\bbusiness_day_before\()"),
              testing::ElementsAre("vote/business_calendar.cpp", "vote/deadline.cpp"));
  EXPECT_THAT(sources_with(R"(\brecord_instant\()"),
              testing::ElementsAre("vote/deadline.cpp", "vote/frozen_meeting.cpp"));
}

TEST(Deadline, L1_nothing_else_compares_times_with_the_close) {
  EXPECT_THAT(sources_with(R"(([^-]>=?|<=?)\s*[\w.()*]*\bcloses\.utc|\bcloses\.utc\s*[<>])"),
              testing::ElementsAre("vote/deadline.cpp"));
}

TEST(ZoneDatabase, TheVersionIsThatOfTzdata) {
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  std::string word;
  file >> word >> word >> word;
  EXPECT_EQ(database().version(), word);
}

TEST(ZoneDatabase, WithoutAVersionThereIsNoDatabase) {
  const auto folder = std::filesystem::temp_directory_path() / "sceau-zone-database-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "tzdata.zi") << "R d 1916\n";
  EXPECT_EQ(read_zone_database(folder).error().reason, Reason::vote_time_zone_data);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(read_zone_database(folder).error().reason, Reason::vote_time_zone_data);
}

// After the last transition of the file its answer would be winter time for ever.
TEST(ZoneDatabase, ATimeBeyondTheDataIsRefused) {
  EXPECT_TRUE(voting_deadline(day("2037-07-02"), database()));
  EXPECT_EQ(voting_deadline(day("2038-07-02"), database()).error().reason, Reason::vote_time_zone_data);
}

// 2:30 exists twice on 25 October 2026 and not at all on 29 March.
TEST(ZoneDatabase, AnAmbiguousOrMissingWallTimeIsRefused) {
  const auto at_half_past_two = [](std::string_view date) {
    return at_wall_time(std::chrono::local_days(day(date)) + minutes(150), paris, database());
  };
  EXPECT_TRUE(at_half_past_two("2026-10-24"));
  EXPECT_EQ(at_half_past_two("2026-10-25").error().reason, Reason::time_malformed);
  EXPECT_EQ(at_half_past_two("2026-03-29").error().reason, Reason::time_malformed);
}

}  // namespace
}  // namespace sceau
