// SPDX-License-Identifier: Apache-2.0
// docs/counting.md, 5 and 6: quorum, majority, influence.
#include "verifier/audit/recount.h"

#include <gtest/gtest.h>

#include "tests/verifier/audit/small_count.h"
#include "verifier/audit/influence_recount.h"

namespace sceau::audit {
namespace {

using test::add_entry;
using test::add_paper;
using test::form_of;
using test::SmallCount;

ResolutionResult result_of(const SmallCount& count) {
  return Recount({count.counted, count.carried}).results().front();
}

struct QuorumCase {
  ResolutionKind kind;
  int call;
  std::int64_t required;  // of a base of 200
  bool is_asked = true;
};

class QuorumOfLaw : public testing::TestWithParam<QuorumCase> {};

INSTANTIATE_TEST_SUITE_P(
    Kinds, QuorumOfLaw,
    testing::Values(QuorumCase{ResolutionKind::ordinary, 1, 40}, QuorumCase{ResolutionKind::ordinary, 2, 0, false},
                    QuorumCase{ResolutionKind::reserves_increase, 1, 40},
                    QuorumCase{ResolutionKind::reserves_increase, 2, 0, false},
                    QuorumCase{ResolutionKind::extraordinary, 1, 50}, QuorumCase{ResolutionKind::extraordinary, 3, 40},
                    QuorumCase{ResolutionKind::special, 1, 67}, QuorumCase{ResolutionKind::special, 2, 40}));

TEST_P(QuorumOfLaw, IsAFractionOfTheBase) {
  SmallCount count;
  count.settings().call = GetParam().call;
  count.settings().agenda.front().kind = GetParam().kind;
  const auto result = result_of(count);
  EXPECT_EQ(result.quorum.base, 200);
  EXPECT_EQ(result.quorum.required, GetParam().required);
  EXPECT_EQ(result.quorum.fraction.has_value(), GetParam().is_asked);
  EXPECT_EQ(result.is_quorum_reached(), !GetParam().is_asked);
}

TEST(Recount, ArticlesMaySetAnotherQuorumForOrdinaryResolutions) {
  SmallCount count;
  count.settings().first_quorum = {1, 3};
  EXPECT_EQ(result_of(count).quorum.required, 67);
  count.settings().call = 2;
  EXPECT_FALSE(result_of(count).quorum.fraction);
  count.settings().second_quorum = {1, 4};
  EXPECT_EQ(result_of(count).quorum.required, 50);
}

TEST(Recount, MajoritiesTurnWhereTheyMust) {
  EXPECT_FALSE(has_majority(Majority::simple, 5, 10));
  EXPECT_TRUE(has_majority(Majority::simple, 6, 11));
  EXPECT_EQ(votes_required(Majority::simple, 10), 6);
  EXPECT_EQ(votes_required(Majority::simple, 11), 6);
  EXPECT_TRUE(has_majority(Majority::two_thirds, 2, 3));
  EXPECT_FALSE(has_majority(Majority::two_thirds, 6, 10));
  EXPECT_EQ(votes_required(Majority::two_thirds, 10), 7);
  EXPECT_FALSE(has_majority(Majority::two_thirds, 0, 0));
  EXPECT_EQ(votes_required(Majority::two_thirds, 0), 1);
  // beyond 64 bits: 3 x 2^62
  EXPECT_TRUE(has_majority(Majority::two_thirds, std::int64_t{1} << 62, std::int64_t{1} << 62));
}

TEST(Recount, WhatIsWithdrawnOrInformsIsNotVotedOn) {
  SmallCount count;
  count.settings().agenda[0].is_information_only = true;
  count.counted.log.acts.withdrawals = {{1, "2"}};
  const Recount recount({count.counted, count.carried});
  EXPECT_EQ(recount.results()[0].counted.status, ResolutionStatus::information_only);
  EXPECT_EQ(recount.results()[1].counted.status, ResolutionStatus::withdrawn);
}

TEST(Recount, AWithdrawalAfterTheCountChangesNothing) {
  SmallCount count;
  count.counted.log_size = 1;
  count.counted.log.acts.withdrawals = {{1, "2"}};
  EXPECT_EQ(Recount({count.counted, count.carried}).results()[1].counted.status, ResolutionStatus::voted);
}

// a votes for with 100; b's 60 come late. Cast 100, required 51: 100 against 60 stays.
TEST(Influence, ASmallLateFormCannotChangeIt) {
  SmallCount count;
  const auto of_a = form_of("a", {{"A", 100}}, "for,for"), of_b = form_of("b", {{"B", 60}}, "against,against");
  add_entry(count.counted, EntryType::ballot, 5, &of_a);
  add_entry(count.counted, EntryType::ballot, 1001, &of_b);
  const Recount recount({count.counted, count.carried});
  const auto influence = recount_influence(recount);
  ASSERT_EQ(influence.classes.size(), 1u);
  EXPECT_EQ(influence.classes[0].disposition, Disposition::late);
  EXPECT_EQ(influence.classes[0].weight, (Weight{60, 60}));
  EXPECT_EQ(influence.resolutions[0].not_counted, (Weight{60, 60}));
  EXPECT_EQ(influence.resolutions[0].margin_votes, 49);
  EXPECT_EQ(influence.resolutions[0].margin_shares, 60);
  EXPECT_FALSE(influence.resolutions[0].could_result_change);
}

// The same, but nobody knows whose the refused form was.
TEST(Influence, AFormOfNobodyKnowsWhomCouldChangeAll) {
  SmallCount count;
  const auto of_a = form_of("a", {{"A", 100}}, "for,for");
  add_entry(count.counted, EntryType::ballot, 5, &of_a);
  add_entry(count.counted, EntryType::refusal, 6, nullptr, "stranger").reason = "vote.not_entitled";
  const Recount recount({count.counted, count.carried});
  const auto influence = recount_influence(recount);
  EXPECT_EQ(influence.classes[0].of_unknown_weight, 1);
  EXPECT_EQ(influence.classes[0].weight, Weight{});
  EXPECT_TRUE(influence.resolutions[0].could_quorum_change);
  EXPECT_TRUE(influence.resolutions[0].could_result_change);
}

// b's 60 and c's 40 are litigious, and counted: 160 present of 200, 40 without them; the quorum is 40: it stays. With
// a quorum of a third, 67, it could turn.
TEST(Influence, LitigiousSharesCanBeTakenAway) {
  SmallCount count;
  const auto of_a = form_of("a", {{"A", 40}}, "for,for"), of_b = form_of("b", {{"B", 60}}, "for,for"),
             of_c = form_of("c", {{"C", 40}}, "against,against");
  add_entry(count.counted, EntryType::ballot, 5, &of_a);
  add_entry(count.counted, EntryType::ballot, 6, &of_b).is_litigious = true;
  add_entry(count.counted, EntryType::ballot, 7, &of_c).is_litigious = true;
  {
    const Recount recount({count.counted, count.carried});
    const auto influence = recount_influence(recount);
    EXPECT_EQ(influence.resolutions[0].disputed_shares, 100);
    EXPECT_EQ(influence.resolutions[0].disputed_for, 60);
    EXPECT_EQ(influence.resolutions[0].disputed_against, 40);
    EXPECT_FALSE(influence.resolutions[0].could_quorum_change);
  }
  count.settings().first_quorum = {1, 3};
  const Recount recount({count.counted, count.carried});
  EXPECT_TRUE(recount_influence(recount).resolutions[0].could_quorum_change);
}

// A holding that the register does not have weighs what is stated, twice where the articles know double votes; one that
// two forms state counts once, with the larger part.
TEST(Influence, HoldingsCountOnce) {
  SmallCount count;
  count.settings().knows_double_votes = true;
  add_paper(count.counted, "P1", 901, form_of("a", {{"X", 30}}, "for"));
  add_paper(count.counted, "P2", 902, form_of("b", {{"B", 20}}, "for"));
  add_paper(count.counted, "P3", 903, form_of("b", {{"B", 50}}, "for"));
  const Recount recount({count.counted, count.carried});
  const auto influence = recount_influence(recount);
  EXPECT_EQ(influence.classes[0].inputs, 3);
  EXPECT_EQ(influence.classes[0].weight, (Weight{80, 110}));
}

}  // namespace
}  // namespace sceau::audit
