// SPDX-License-Identifier: Apache-2.0
#include "vote/participation.h"

#include <gmock/gmock.h>

#include "tests/vote/sample_meeting.h"
#include "vote/ballot_weight.h"
#include "vote/proxy.h"

namespace sceau {
namespace {

using Mode = ParticipationMode;

TEST(Participation, L34_the_first_expression_wins) {
  EXPECT_EQ(*decide_mode(Mode::none, Mode::voting_form, Channel::electronic, false), ModeDecision::take);
  EXPECT_EQ(decide_mode(Mode::voting_form, Mode::voting_form, Channel::electronic, false).error().reason,
            Reason::vote_already_voted);
  EXPECT_EQ(decide_mode(Mode::admission_card, Mode::voting_form, Channel::electronic, false).error().reason,
            Reason::vote_mode_already_chosen);
  EXPECT_EQ(decide_mode(Mode::proxy, Mode::voting_form, Channel::electronic, false).error().reason,
            Reason::vote_mode_already_chosen);
  EXPECT_EQ(decide_mode(Mode::voting_form, Mode::admission_card, Channel::paper, false).error().reason,
            Reason::vote_mode_already_chosen);
}

TEST(Participation, L34_the_articles_may_allow_the_change) {
  EXPECT_EQ(*decide_mode(Mode::voting_form, Mode::voting_form, Channel::electronic, true), ModeDecision::replace);
  EXPECT_EQ(*decide_mode(Mode::admission_card, Mode::proxy, Channel::electronic, true), ModeDecision::replace);
}

TEST(Participation, L22_a_proxy_can_be_revoked_and_given_again) {
  EXPECT_EQ(*decide_mode(Mode::proxy, Mode::revoked_proxy, Channel::electronic, false), ModeDecision::replace);
  EXPECT_EQ(*decide_mode(Mode::revoked_proxy, Mode::proxy, Channel::electronic, false), ModeDecision::replace);
  for (const auto mode : {Mode::none, Mode::voting_form, Mode::admission_card, Mode::revoked_proxy}) {
    EXPECT_EQ(decide_mode(mode, Mode::revoked_proxy, Channel::electronic, true).error().reason,
              Reason::vote_mode_already_chosen);
  }
}

TEST(Participation, L34_a_revoked_proxy_is_still_a_mode_that_was_chosen) {
  EXPECT_EQ(decide_mode(Mode::revoked_proxy, Mode::voting_form, Channel::electronic, false).error().reason,
            Reason::vote_mode_already_chosen);
  EXPECT_EQ(*decide_mode(Mode::revoked_proxy, Mode::voting_form, Channel::electronic, true), ModeDecision::replace);
}

TEST(Participation, L23_proxy_and_form_on_paper_are_merged) {
  EXPECT_EQ(*decide_mode(Mode::proxy, Mode::voting_form, Channel::paper, false), ModeDecision::merge);
  EXPECT_EQ(*decide_mode(Mode::voting_form, Mode::proxy, Channel::paper, false), ModeDecision::merge);
  EXPECT_EQ(decide_mode(Mode::proxy, Mode::proxy, Channel::paper, false).error().reason, Reason::vote_already_voted);
}

TEST(Participation, L23_the_proxy_holds_subject_to_the_votes_expressed) {
  Form form;
  form.choices = {{"2", Vote::against}};
  form.proxy = Proxy{ProxyKind::blank, {}, {}};
  EXPECT_EQ(choice_on(form, "2").vote, Vote::against);
  EXPECT_EQ(choice_on(form, "1").vote, Vote::chair);
  form.proxy->kind = ProxyKind::named;
  EXPECT_EQ(choice_on(form, "1").vote, Vote::named);
  form.proxy.reset();
  EXPECT_EQ(choice_on(form, "1").vote, Vote::abstain);
}

TEST(Proxy, L21_a_blank_proxy_follows_the_board) {
  Resolution resolution;
  resolution.author = Author::board;
  EXPECT_EQ(vote_of_blank_proxy(resolution), Vote::in_favour);
  resolution.author = Author::shareholder;
  EXPECT_EQ(vote_of_blank_proxy(resolution), Vote::against);
  resolution.recommendation = Recommendation::vote_for;  // approved by the board
  EXPECT_EQ(vote_of_blank_proxy(resolution), Vote::in_favour);
  resolution.recommendation = Recommendation::vote_against;
  EXPECT_EQ(vote_of_blank_proxy(resolution), Vote::against);
}

TEST(Proxy, L22_holds_for_successive_meetings_and_for_a_fortnight) {
  const ProxyMeeting ordinary{MeetingKind::ordinary, day("2027-05-12"), {1}};
  const auto at = [](MeetingKind kind, std::string_view date, std::uint8_t agenda) {
    return ProxyMeeting{kind, day(date), {agenda}};
  };
  EXPECT_TRUE(proxy_covers(ordinary, ordinary));
  EXPECT_TRUE(proxy_covers(ordinary, at(MeetingKind::ordinary, "2027-06-12", 1)));
  EXPECT_FALSE(proxy_covers(ordinary, at(MeetingKind::ordinary, "2027-04-12", 1)));
  EXPECT_FALSE(proxy_covers(ordinary, at(MeetingKind::ordinary, "2027-06-12", 2)));
  EXPECT_TRUE(proxy_covers(ordinary, at(MeetingKind::extraordinary, "2027-05-12", 2)));
  EXPECT_TRUE(proxy_covers(ordinary, at(MeetingKind::extraordinary, "2027-05-27", 2)));
  EXPECT_FALSE(proxy_covers(ordinary, at(MeetingKind::extraordinary, "2027-05-28", 2)));
  EXPECT_FALSE(proxy_covers(ordinary, at(MeetingKind::special, "2027-05-12", 2)));
}

TEST(Proxy, L27_a_conflict_that_is_not_confirmed_ends_it) {
  EXPECT_FALSE(proxy_has_lapsed(ConflictOfInterest::none));
  EXPECT_TRUE(proxy_has_lapsed(ConflictOfInterest::disclosed));
  EXPECT_FALSE(proxy_has_lapsed(ConflictOfInterest::confirmed));
}

TEST(BallotWeight, L33_the_ballot_stays_and_its_weight_follows_the_register) {
  const auto meeting = sample_frozen();
  const auto& agenda = meeting.meeting().agenda;
  const auto form = sample_form(meeting);
  EXPECT_EQ(weight_of(form, sample_register(), agenda[0]), (Weight{100, 200}));
  const auto record = *from_rfc3339("2027-05-11T22:00:00Z");
  const Sale sale{"s1", "N-1", "", 40, 80, record - std::chrono::hours(1)};
  EXPECT_EQ(weight_of(form, without_shares_sold(sample_register(), std::vector{sale}, record), agenda[0]),
            (Weight{60, 120}));
  const Sale all{"s1", "N-1", "", 100, 200, record - std::chrono::hours(1)};
  EXPECT_EQ(weight_of(form, without_shares_sold(sample_register(), std::vector{all}, record), agenda[0]),
            (Weight{0, 0}));
}

TEST(BallotWeight, L44_a_deprived_holding_weighs_nothing_on_that_resolution) {
  const auto meeting = sample_frozen();
  auto form = sample_form(meeting);
  form.shareholder = "s4";
  form.holdings = {{"N-4", HoldingKind::registered, "", 30, ""}};
  EXPECT_EQ(weight_of(form, sample_register(), meeting.meeting().agenda[0]), (Weight{30, 30}));
  EXPECT_EQ(weight_of(form, sample_register(), meeting.meeting().agenda[1]), (Weight{0, 0}));
}

TEST(BallotWeight, L45_a_part_of_double_votes_is_a_part_of_the_votes) {
  const auto meeting = sample_frozen();
  auto form = sample_form(meeting);
  form.holdings[0].shares = 33;
  EXPECT_EQ(weight_of(form, sample_register(), meeting.meeting().agenda[0]), (Weight{33, 66}));
}

TEST(BallotWeight, L5_an_abstention_is_not_a_vote_cast) {
  EXPECT_EQ(weigh({"1", Vote::in_favour}, 7, Vote::against, {}), (WeighedChoice{.in_favour = 7}));
  EXPECT_EQ(weigh({"1", Vote::against}, 7, Vote::in_favour, {}), (WeighedChoice{.against = 7}));
  EXPECT_EQ(weigh({"1", Vote::abstain}, 7, Vote::in_favour, {}), (WeighedChoice{.abstain = 7}));
  EXPECT_EQ(weigh({"1", Vote::chair}, 7, Vote::against, {}), (WeighedChoice{.against = 7}));
  EXPECT_EQ(weigh({"1", Vote::named}, 7, Vote::against, Vote::in_favour), (WeighedChoice{.in_favour = 7}));
  EXPECT_EQ(weigh({"1", Vote::named}, 7, Vote::against, {}), (WeighedChoice{.abstain = 7}));
  EXPECT_EQ(weigh({"1", Vote::split, {4, 2, 1}}, 7, Vote::against, {}), (WeighedChoice{4, 2, 1, 0}));
  EXPECT_EQ(weigh({"1", Vote::split, {4, 2, 1}}, 6, Vote::against, {}), (WeighedChoice{.unusable = 6}));
}

}  // namespace
}  // namespace sceau
