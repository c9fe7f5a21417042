// SPDX-License-Identifier: Apache-2.0
#include "vote/check_meeting.h"

#include <gmock/gmock.h>

#include "tests/vote/sample_meeting.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

MeetingCheck check(const std::string& toml) { return check_meeting(sample_meeting(toml), zone_database()); }

TEST(CheckMeeting, TheSampleHasNothingAgainstIt) {
  const auto found = check(sample_toml());
  EXPECT_THAT(found.defects, IsEmpty());
  EXPECT_THAT(found.warnings, IsEmpty());
}

// One change of the sample; the twin is the sample itself, which has no finding.
struct Change {
  std::string name, from, to;
  Reason reason;
  std::string detail;
  bool is_warning = false;
};
void PrintTo(const Change& row, std::ostream* out) { *out << row.name; }

class MeetingRule : public testing::TestWithParam<Change> {};
TEST_P(MeetingRule, IsKept) {
  const auto found = check(changed(sample_toml(), GetParam().from, GetParam().to));
  const auto& wanted = GetParam().is_warning ? found.warnings : found.defects;
  const auto& other = GetParam().is_warning ? found.defects : found.warnings;
  EXPECT_THAT(other, IsEmpty()) << other.front().detail;
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_EQ(wanted.front().reason, GetParam().reason);
  EXPECT_THAT(wanted.front().detail, HasSubstr(GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(L2_paper_cut_off_not_earlier_than_three_days, MeetingRule,
                         testing::Values(Change{"five days", "paper = 2027-05-09", "paper = 2027-05-07",
                                                Reason::vote_cutoff_irregular, "art. R. 225-77 al. 1"},
                                         Change{"after the meeting", "paper = 2027-05-09", "paper = 2027-05-13",
                                                Reason::vote_cutoff_irregular, "after the meeting"},
                                         Change{"shorter by the articles", "double_vote = \"by-articles\"",
                                                "double_vote = \"by-articles\"\npaper_cutoff_days = 1",
                                                Reason::vote_cutoff_irregular,
                                                "3 days before the meeting, and may be 1"}));

INSTANTIATE_TEST_SUITE_P(L3_paper_cut_off_four_days_before_is_a_warning, MeetingRule,
                         testing::Values(Change{"four days", "paper = 2027-05-09", "paper = 2027-05-08",
                                                Reason::vote_cutoff_irregular, "clear days", true}));

TEST(CheckMeeting, L3_paper_cut_off_may_be_a_sunday) {
  EXPECT_EQ(std::chrono::weekday(std::chrono::sys_days(day("2027-05-09"))), std::chrono::Sunday);
  EXPECT_THAT(check(sample_toml()).defects, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(L7_agenda_lists_each_resolution_once, MeetingRule,
                         testing::Values(Change{"same label twice", "label = \"2\"", "label = \"1\"",
                                                Reason::vote_agenda_irregular, "'1' is there twice"},
                                         Change{"no label", "label = \"2\"", "label = \"\"",
                                                Reason::vote_agenda_irregular, "no label"}));

TEST(CheckMeeting, L7_agenda_needs_a_resolution_to_vote_on) {
  auto meeting = sample_meeting();
  for (auto& resolution : meeting.agenda) resolution.is_information_only = true;
  EXPECT_TRUE(contains(check_meeting(meeting, zone_database()).defects, Reason::vote_agenda_irregular));
}

INSTANTIATE_TEST_SUITE_P(
    L9_drafts_come_with_their_texts, MeetingRule,
    testing::Values(Change{"no text", "L'article 4 est modifié.", "", Reason::vote_agenda_irregular, "'3' needs"},
                    Change{"no reasons", "L'objet change.", "", Reason::vote_agenda_irregular, "no reasons", true},
                    Change{"no English", "Article 4 is amended.", "", Reason::vote_agenda_irregular, "English", true},
                    Change{"no paper date", "paper = 2027-05-09", "", Reason::vote_meeting_incomplete,
                           "art. R. 225-76 al. 4"}));

INSTANTIATE_TEST_SUITE_P(L11_simple_signature_needs_articles, MeetingRule,
                         testing::Values(Change{"no clause", "simple_signature_reference = \"article 22, paragraph 3\"",
                                                "", Reason::vote_articles_irregular,
                                                "art. 1367 C. civ. (to be confirmed)"},
                                         Change{"no process", "an access code of 80 bits sent by post", "",
                                                Reason::vote_articles_irregular, "identification_process"}));

INSTANTIATE_TEST_SUITE_P(
    L13_electronic_vote_needs_articles_and_its_own_site, MeetingRule,
    testing::Values(Change{"no clause", "allow_electronic_vote = true", "allow_electronic_vote = false",
                           Reason::vote_articles_irregular, "art. R. 225-61"},
                    Change{"clause not named", "\"article 22\"", "\"\"", Reason::vote_articles_irregular, "name"},
                    Change{"a path", "https://vote.exemple.fr", "https://exemple.fr/vote", Reason::vote_origin_shared,
                           "without a path"},
                    Change{"no TLS", "https://vote.exemple.fr", "http://vote.exemple.fr", Reason::vote_origin_shared,
                           "https"},
                    Change{"no host", "https://vote.exemple.fr", "https://", Reason::vote_origin_shared, "host"},
                    Change{"nothing", "https://vote.exemple.fr", "", Reason::vote_meeting_incomplete, "origin"}));

INSTANTIATE_TEST_SUITE_P(L26_proxies_close_with_the_ballots, MeetingRule,
                         testing::Values(Change{"later", "paper = 2027-05-09",
                                                "paper = 2027-05-09\nproxies = 2027-05-11T15:00:01",
                                                Reason::vote_cutoff_irregular, "R. 225-80 C. com. (to be confirmed)"}));

INSTANTIATE_TEST_SUITE_P(L30_listed_companies_have_the_second_business_day, MeetingRule,
                         testing::Values(Change{"listed", "is_listed = false", "is_listed = true",
                                                Reason::vote_record_rule_irregular, "art. R. 22-10-28 I"}));

TEST(CheckMeeting, L32_unlisted_companies_may_choose_the_second_business_day) {
  EXPECT_THAT(check(changed(sample_toml(), "\"meeting-day\"", "\"second-business-day\"")).defects, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(L34_mode_change_needs_articles, MeetingRule,
                         testing::Values(Change{"no clause", "double_vote = \"by-articles\"",
                                                "double_vote = \"by-articles\"\nallow_mode_change = true",
                                                Reason::vote_articles_irregular, "(to be confirmed)"}));

INSTANTIATE_TEST_SUITE_P(L40_only_unlisted_companies_raise_the_quorum, MeetingRule,
                         testing::Values(Change{"below a fifth", "double_vote = \"by-articles\"",
                                                "double_vote = \"by-articles\"\nfirst_quorum = \"1/6\"",
                                                Reason::vote_articles_irregular, "below a fifth"}));

TEST(CheckMeeting, L40_a_higher_quorum_is_admitted_where_unlisted) {
  const auto raised =
      changed(sample_toml(), "double_vote = \"by-articles\"", "double_vote = \"by-articles\"\nfirst_quorum = \"1/4\"");
  EXPECT_THAT(check(raised).defects, IsEmpty());
  const auto listed =
      changed(changed(raised, "is_listed = false", "is_listed = true"), "\"meeting-day\"", "\"second-business-day\"");
  EXPECT_TRUE(contains(check(listed).defects, Reason::vote_articles_irregular));
}

std::string second_call(std::string_view predecessor_date, std::string_view agenda_hash) {
  return changed(sample_toml(), "call = 1",
                 "call = 2\npredecessor = { id = \"first\", date = " + std::string(predecessor_date) +
                     ", agenda_hash = \"" + std::string(agenda_hash) + "\" }");
}

TEST(CheckMeeting, L41_the_second_extraordinary_meeting_is_held_within_two_months) {
  EXPECT_THAT(check(second_call("2027-03-12", "")).defects, IsEmpty());
  EXPECT_TRUE(contains(check(second_call("2027-03-11", "")).defects, Reason::vote_convocation_irregular));
  EXPECT_TRUE(contains(check(second_call("2027-05-12", "")).defects, Reason::vote_convocation_irregular));
}

TEST(CheckMeeting, L12_forms_carry_over_only_with_the_same_agenda) {
  EXPECT_THAT(check(second_call("2027-04-12", "00")).warnings.front().detail, HasSubstr("not carried over"));
  const auto hash = agenda_hash(sample_meeting().agenda);
  std::string hex;
  for (const auto byte : *hash) hex += "0123456789abcdef"[byte >> 4], hex += "0123456789abcdef"[byte & 15];
  EXPECT_THAT(check(second_call("2027-04-12", hex)).warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    L59_convened_fifteen_days_before, MeetingRule,
    testing::Values(Change{"fourteen", "sent = 2027-04-20", "sent = 2027-04-28", Reason::vote_convocation_irregular,
                           "convened 14 days before the meeting, at least 15"},
                    Change{"not said", "sent = 2027-04-20", "", Reason::vote_meeting_incomplete, "convocation.sent"}));

TEST(CheckMeeting, L59_fifteen_days_suffice_and_ten_on_a_later_call) {
  EXPECT_THAT(check(changed(sample_toml(), "sent = 2027-04-20", "sent = 2027-04-27")).defects, IsEmpty());
  const auto later = second_call("2027-04-12", "");
  EXPECT_THAT(check(changed(later, "sent = 2027-04-20", "sent = 2027-05-02")).defects, IsEmpty());
  EXPECT_TRUE(contains(check(changed(later, "sent = 2027-04-20", "sent = 2027-05-03")).defects,
                       Reason::vote_convocation_irregular));
}

INSTANTIATE_TEST_SUITE_P(D8_grace_needs_a_legal_basis, MeetingRule,
                         testing::Values(Change{"none", "paper = 2027-05-09", "paper = 2027-05-09\ngrace_seconds = 60",
                                                Reason::vote_cutoff_irregular, "grace_reference"},
                                         Change{"named", "paper = 2027-05-09",
                                                "paper = 2027-05-09\ngrace_seconds = 60\ngrace_reference = \"x\"",
                                                Reason::vote_cutoff_irregular, "after 15:00", true}));

INSTANTIATE_TEST_SUITE_P(
    D16_close_is_not_later_than_the_law, MeetingRule,
    testing::Values(Change{"later", "paper = 2027-05-09", "paper = 2027-05-09\ncloses = 2027-05-11T15:00:01",
                           Reason::vote_cutoff_irregular, "later than 15:00"},
                    Change{"earlier", "paper = 2027-05-09", "paper = 2027-05-09\ncloses = 2027-05-10T15:00:00",
                           Reason::vote_cutoff_irregular, "closes_reference"},
                    Change{"earlier by the articles", "paper = 2027-05-09",
                           "paper = 2027-05-09\ncloses = 2027-05-10T15:00:00\ncloses_reference = \"article 22\"",
                           Reason::vote_cutoff_irregular, "earlier than the law", true},
                    Change{"opens too late", "opens = 2027-04-21T09:00:00", "opens = 2027-05-11T15:00:00",
                           Reason::vote_cutoff_irregular, "opens"}));

TEST(CheckMeeting, D16_the_legal_close_itself_may_be_written_down) {
  const auto found =
      check(changed(sample_toml(), "paper = 2027-05-09", "paper = 2027-05-09\ncloses = 2027-05-11T15:00:00"));
  EXPECT_THAT(found.defects, IsEmpty());
  EXPECT_THAT(found.warnings, IsEmpty());
}

// Noumea is 9 hours ahead in May, so 10:00 there is 01:00 in Paris: ten hours after the close.
TEST(CheckMeeting, AMeetingFarFromParisNeedsAConfirmation) {
  const auto far = changed(sample_toml(), "zone = \"Europe/Paris\"", "zone = \"Pacific/Noumea\"");
  EXPECT_TRUE(contains(check(far).defects, Reason::vote_start_unconfirmed));
  EXPECT_THAT(check(changed(far, "paper = 2027-05-09", "paper = 2027-05-09\ndistance_is_confirmed = true")).defects,
              IsEmpty());
  EXPECT_TRUE(
      contains(check(changed(sample_toml(), "Europe/Paris", "Europe/Pairs")).defects, Reason::vote_meeting_incomplete));
}

INSTANTIATE_TEST_SUITE_P(Kinds, MeetingRule,
                         testing::Values(Change{"ordinary meeting", "kind = \"mixed\"", "kind = \"ordinary\"",
                                                Reason::vote_agenda_irregular, "'3' is extraordinary"}));

INSTANTIATE_TEST_SUITE_P(
    Bureau, MeetingRule,
    testing::Values(Change{"threshold above their number", "threshold = 2", "threshold = 4",
                           Reason::vote_bureau_irregular, "4 of 3"},
                    Change{"no threshold", "threshold = 2", "threshold = 0", Reason::vote_bureau_irregular, "0 of 3"},
                    Change{"one named twice", "\"two.pem\"", "\"one.pem\"", Reason::vote_bureau_irregular, "twice"}));

INSTANTIATE_TEST_SUITE_P(
    Description, MeetingRule,
    testing::Values(Change{"siren", "732829320", "73282932", Reason::vote_meeting_incomplete, "nine digits"},
                    Change{"place", "Hôtel des Arts et Métiers, Paris", "", Reason::vote_meeting_incomplete, "place"}));

TEST(CheckMeeting, L6_form_request_on_day_six_is_served) {
  EXPECT_TRUE(must_serve_form(day("2027-05-06"), day("2027-05-12")));
  EXPECT_FALSE(must_serve_form(day("2027-05-07"), day("2027-05-12")));
}

TEST(CheckMeeting, ANewMeetingReadsAndSaysWhatIsMissing) {
  const auto toml = meeting_template("ag2027", day("2027-05-12"));
  const auto reading = read_meeting(as_bytes(toml));
  ASSERT_TRUE(reading) << reading.error().detail;
  EXPECT_THAT(reading->findings, IsEmpty()) << reading->findings.front().detail;
  EXPECT_EQ(reading->meeting.id, "ag2027");
  EXPECT_EQ(reading->meeting.date(), day("2027-05-12"));
  const auto found = check_meeting(reading->meeting, zone_database());
  EXPECT_TRUE(contains(found.defects, Reason::vote_articles_irregular));
  EXPECT_TRUE(contains(found.defects, Reason::vote_agenda_irregular));
  EXPECT_TRUE(contains(found.defects, Reason::vote_bureau_irregular));
}

// Every commented line of the template is a setting that exists.
TEST(CheckMeeting, TheCommentsOfANewMeetingAreSettingsThatExist) {
  std::string uncommented;
  const auto text = meeting_template("ag2027", day("2027-05-12"));
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    auto line = text.substr(at, end - at);
    const auto word = line.find_first_not_of("# ");
    const bool is_setting = line.starts_with("# ") && word != line.npos &&
                            (line[word] == '[' || line.find(" = ") != line.npos) &&
                            line.find("sceau vote") == line.npos;
    uncommented += (is_setting ? line.substr(2) : line) + "\n";
    at = end + 1;
  }
  const auto reading = read_meeting(as_bytes(uncommented));
  ASSERT_TRUE(reading) << reading.error().detail << uncommented;
  EXPECT_THAT(reading->findings, IsEmpty()) << reading->findings.front().detail;
  EXPECT_EQ(reading->meeting.agenda.size(), 1U);
}

struct Misreading {
  std::string name, from, to;
  Reason reason;
  std::string detail;
};
void PrintTo(const Misreading& row, std::ostream* out) { *out << row.name; }
class ReadMeetingTest : public testing::TestWithParam<Misreading> {};
TEST_P(ReadMeetingTest, SaysWhere) {
  const auto reading = read_meeting(as_bytes(changed(sample_toml(), GetParam().from, GetParam().to)));
  ASSERT_TRUE(reading) << reading.error().detail;
  ASSERT_FALSE(reading->findings.empty());
  EXPECT_EQ(reading->findings.front().reason, GetParam().reason);
  EXPECT_THAT(reading->findings.front().detail, HasSubstr(GetParam().detail));
}
INSTANTIATE_TEST_SUITE_P(
    Findings, ReadMeetingTest,
    testing::Values(Misreading{"a mistyped key", "threshold = 2", "treshold = 2", Reason::value_missing, "threshold"},
                    Misreading{"an unknown key", "threshold = 2", "threshold = 2\nthresold = 2",
                               Reason::value_unknown_key, "did you mean 'threshold'"},
                    Misreading{"an unknown word", "\"by-articles\"", "\"by-article\"", Reason::value_wrong,
                               "did you mean 'by-articles'"},
                    Misreading{"a date as text", "sent = 2027-04-20", "sent = \"2027-04-20\"", Reason::value_wrong,
                               "a date like"},
                    Misreading{"an id", "id = \"ag2027\"", "id = \"../ag\"", Reason::value_wrong, "meeting.id"},
                    Misreading{"another format", "sceau.meeting/1", "sceau.meeting/2", Reason::value_wrong, "format"}));

}  // namespace
}  // namespace sceau
