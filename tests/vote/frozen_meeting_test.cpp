// SPDX-License-Identifier: Apache-2.0
#include "vote/frozen_meeting.h"

#include <gmock/gmock.h>

#include "foundation/text_encoding.h"
#include "tests/vote/sample_meeting.h"

namespace sceau {
namespace {

using testing::HasSubstr;

Result<FrozenMeeting> read_back(const std::string& toml, const std::string& json) {
  return read_frozen(as_bytes(toml), as_bytes(json), zone_database());
}

TEST(FrozenMeeting, HoldsTheTimesOfTheMeeting) {
  const auto frozen = sample_frozen();
  EXPECT_EQ(to_rfc3339(frozen.times().closes.utc), "2027-05-11T13:00:00Z");
  EXPECT_EQ(to_rfc3339(frozen.times().proxies.utc), "2027-05-11T13:00:00Z");
  EXPECT_EQ(to_rfc3339(frozen.times().paper.utc), "2027-05-09T21:59:59.999999Z");
  EXPECT_EQ(to_rfc3339(frozen.times().record.utc), "2027-05-11T22:00:00Z");
  EXPECT_EQ(to_rfc3339(frozen.times().opens->utc), "2027-04-21T07:00:00Z");
  EXPECT_EQ(to_rfc3339(frozen.times().starts.utc), "2027-05-12T08:00:00Z");
  EXPECT_EQ(frozen.ballots().closes, frozen.times().closes);
}

TEST(FrozenMeeting, IsReadBackAsItWasWritten) {
  const auto frozen = sample_frozen();
  const auto json = frozen_json(frozen);
  const auto again = read_back(sample_toml(), json);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(again->times(), frozen.times());
  EXPECT_EQ(again->hashes(), frozen.hashes());
  EXPECT_EQ(frozen_json(*again), json);
}

TEST(FrozenMeeting, AMeetingWithDefectsIsNotFrozen) {
  const auto with_defect = changed(sample_toml(), "paper = 2027-05-09", "paper = 2027-05-07");
  const auto frozen = freeze(as_bytes(with_defect), zone_database());
  ASSERT_FALSE(frozen);
  EXPECT_EQ(frozen.error().reason, Reason::vote_cutoff_irregular);
  const auto unreadable = freeze(as_bytes(changed(sample_toml(), "call = 1", "cal = 1")), zone_database());
  EXPECT_EQ(unreadable.error().reason, Reason::value_missing);
  EXPECT_THAT(unreadable.error().detail, HasSubstr("1 more"));
}

// Every change of the settings is noticed, be it a comment, for their hash was frozen too.
TEST(FrozenMeeting, AChangeOfTheSettingsIsNoticed) {
  const auto json = frozen_json(sample_frozen());
  const auto other_comment = read_back("# hello\n" + sample_toml(), json);
  ASSERT_FALSE(other_comment);
  EXPECT_EQ(other_comment.error().reason, Reason::vote_frozen_changed);
  const auto other_text =
      read_back(changed(sample_toml(), "Le dividende est doublé.", "Le dividende est triplé."), json);
  EXPECT_EQ(other_text.error().reason, Reason::vote_frozen_changed);
}

struct Damage {
  std::string name, from, to;
  Reason reason;
};
void PrintTo(const Damage& row, std::ostream* out) { *out << row.name; }
class FrozenMeetingDamage : public testing::TestWithParam<Damage> {};
TEST_P(FrozenMeetingDamage, IsNoticed) {
  const auto damaged = changed(frozen_json(sample_frozen()), GetParam().from, GetParam().to);
  const auto again = read_back(sample_toml(), damaged);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, GetParam().reason);
}
INSTANTIATE_TEST_SUITE_P(
    Files, FrozenMeetingDamage,
    testing::Values(Damage{"another meeting", "\"ag2027\"", "\"ag2028\"", Reason::vote_frozen_changed},
                    Damage{"another wall time", "2027-05-11T15:00:00\",\"zone\":\"Europe/Paris\"},\"opens",
                           "2027-05-11T16:00:00\",\"zone\":\"Europe/Paris\"},\"opens", Reason::vote_frozen_changed},
                    Damage{"no instant", "2027-04-21T07:00:00Z", "", Reason::vote_frozen_changed},
                    Damage{"another key", "\"form_sha256\"", "\"from_sha256\"", Reason::vote_frozen_changed},
                    Damage{"one key more", "{\"agenda_sha256\"", "{\"a\":1,\"agenda_sha256\"",
                           Reason::vote_frozen_changed},
                    Damage{"no JSON", "{\"agenda_sha256\"", "{agenda_sha256", Reason::json_malformed}));

// The instant stays as frozen; the alarm says that today's database has another.
TEST(FrozenMeeting, D19_a_frozen_instant_is_kept_and_the_difference_is_told) {
  EXPECT_TRUE(check_frozen_times(sample_frozen(), zone_database()).empty());
  const auto moved = changed(frozen_json(sample_frozen()), "2027-04-21T07:00:00Z", "2027-04-21T08:00:00Z");
  const auto again = read_back(sample_toml(), moved);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(to_rfc3339(again->times().opens->utc), "2027-04-21T08:00:00Z");
  const auto findings = check_frozen_times(*again, zone_database());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().reason, Reason::vote_deadline_moved);
}

TEST(FrozenMeeting, L12_the_agenda_hash_is_that_of_the_agenda_alone) {
  const auto frozen = sample_frozen();
  const auto other_date = sample_frozen(
      changed(changed(sample_toml(), "2027-05-12T10:00:00", "2027-05-13T10:00:00"), "\"ag2027\"", "\"ag2\""));
  EXPECT_EQ(frozen.hashes().agenda, other_date.hashes().agenda);
  EXPECT_NE(frozen.hashes().form, other_date.hashes().form);
  const auto other_text = sample_frozen(changed(sample_toml(), "Le dividende est doublé.", "Le dividende est triplé."));
  EXPECT_NE(frozen.hashes().agenda, other_text.hashes().agenda);
}

TEST(FrozenMeeting, L8_L9_mentions_warn_of_abstention_and_state_the_dates) {
  const auto frozen = sample_frozen();
  const auto french = frozen.mentions(Language::french);
  EXPECT_EQ(french[0].rule, LegalRule::L8);
  EXPECT_THAT(french[0].text, HasSubstr("n'est pas considérée comme un vote exprimé"));
  EXPECT_EQ(french[1].rule, LegalRule::L9);
  EXPECT_THAT(french[1].text, HasSubstr("11 mai 2027 à 15 heures 00, heure de Paris"));
  EXPECT_THAT(french[1].text, HasSubstr("9 mai 2027"));
  const auto english = frozen.mentions(Language::english);
  EXPECT_THAT(english[1].text, HasSubstr("11 May 2027 at 15:00, Paris time"));
  EXPECT_EQ(french.size(), english.size());
  for (std::size_t i = 0; i < french.size(); ++i) EXPECT_EQ(french[i].rule, english[i].rule);
}

TEST(FrozenMeeting, L9_an_earlier_date_of_intermediaries_is_stated) {
  const auto frozen =
      sample_frozen(changed(sample_toml(), "paper = 2027-05-09", "paper = 2027-05-09\nintermediaries = 2027-05-01"));
  EXPECT_THAT(frozen.mentions(Language::french)[1].text, HasSubstr("1er mai 2027"));
}

TEST(FrozenMeeting, L34_irrevocability_is_stated_unless_the_articles_allow_the_change) {
  const auto has_rule = [](const FrozenMeeting& frozen) {
    const auto mentions = frozen.mentions(Language::french);
    return std::ranges::find(mentions, LegalRule::L34, &Mention::rule) != mentions.end();
  };
  EXPECT_TRUE(has_rule(sample_frozen()));
  EXPECT_FALSE(has_rule(sample_frozen(changed(sample_toml(), "record_rule = \"meeting-day\"",
                                              "record_rule = \"meeting-day\"\nallow_mode_change = true\n"
                                              "mode_change_reference = \"article 23\""))));
}

TEST(LegalRules, WhatNobodyReadIsToBeConfirmed) {
  EXPECT_EQ(citation(LegalRule::L1), "art. R. 225-77 al. 1 C. com.");
  EXPECT_EQ(citation(LegalRule::L34), "art. R. 22-10-28 III C. com. (to be confirmed)");
  for (const auto& row : all_legal_rules()) {
    EXPECT_EQ(legal_rule_named(row.name), row.rule);
    EXPECT_EQ(row_of(row.rule).name, row.name);
  }
  EXPECT_FALSE(legal_rule_named("L999"));
}

}  // namespace
}  // namespace sceau
