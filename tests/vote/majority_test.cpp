// SPDX-License-Identifier: Apache-2.0
#include "vote/majority.h"

#include <gmock/gmock.h>

#include <limits>

namespace sceau {
namespace {

TEST(Majority, L40_ordinary_meetings_need_a_fifth_then_nothing_and_more_than_half) {
  EXPECT_EQ(decision_rule(ResolutionKind::ordinary, 1, {}), (DecisionRule{Fraction{1, 5}, Majority::simple}));
  EXPECT_EQ(decision_rule(ResolutionKind::ordinary, 2, {}), (DecisionRule{std::nullopt, Majority::simple}));
  Articles own;
  own.first_quorum = Fraction{1, 4};
  own.second_quorum = Fraction{1, 10};
  EXPECT_EQ(decision_rule(ResolutionKind::ordinary, 1, own).quorum, (Fraction{1, 4}));
  EXPECT_EQ(decision_rule(ResolutionKind::ordinary, 2, own).quorum, (Fraction{1, 10}));
  EXPECT_EQ(decision_rule(ResolutionKind::extraordinary, 1, own).quorum, (Fraction{1, 4}));

  EXPECT_TRUE(is_adopted(Majority::simple, 51, 50));
  EXPECT_FALSE(is_adopted(Majority::simple, 50, 50));  // a tie is a rejection
  EXPECT_FALSE(is_adopted(Majority::simple, 50, 51));
  EXPECT_FALSE(is_adopted(Majority::simple, 0, 0));
  EXPECT_TRUE(is_adopted(Majority::simple, 1, 0));
}

TEST(Majority, L41_extraordinary_meetings_need_a_quarter_then_a_fifth_and_two_thirds) {
  EXPECT_EQ(decision_rule(ResolutionKind::extraordinary, 1, {}), (DecisionRule{Fraction{1, 4}, Majority::two_thirds}));
  EXPECT_EQ(decision_rule(ResolutionKind::extraordinary, 2, {}), (DecisionRule{Fraction{1, 5}, Majority::two_thirds}));
  EXPECT_TRUE(is_adopted(Majority::two_thirds, 200, 100));
  EXPECT_FALSE(is_adopted(Majority::two_thirds, 199, 100));
  EXPECT_FALSE(is_adopted(Majority::two_thirds, 0, 0));
}

TEST(Majority, L42_special_meetings_need_a_third_then_a_fifth_and_two_thirds) {
  EXPECT_EQ(decision_rule(ResolutionKind::special, 1, {}), (DecisionRule{Fraction{1, 3}, Majority::two_thirds}));
  EXPECT_EQ(decision_rule(ResolutionKind::special, 2, {}), (DecisionRule{Fraction{1, 5}, Majority::two_thirds}));
}

TEST(Majority, L43_an_increase_out_of_reserves_is_decided_like_an_ordinary_one) {
  EXPECT_EQ(decision_rule(ResolutionKind::reserves_increase, 1, {}), (DecisionRule{Fraction{1, 5}, Majority::simple}));
  EXPECT_EQ(decision_rule(ResolutionKind::reserves_increase, 2, {}), (DecisionRule{std::nullopt, Majority::simple}));
}

TEST(Majority, L45_L46_the_quorum_counts_shares_present) {
  EXPECT_EQ(required_shares(Fraction{1, 5}, 1000), 200);
  EXPECT_EQ(required_shares(Fraction{1, 5}, 1001), 201);
  EXPECT_EQ(required_shares(Fraction{1, 3}, 1000), 334);
  EXPECT_EQ(required_shares(std::nullopt, 1000), 0);
  EXPECT_TRUE(is_reached(Fraction{1, 5}, 200, 1000));
  EXPECT_FALSE(is_reached(Fraction{1, 5}, 199, 1000));
  EXPECT_TRUE(is_reached(std::nullopt, 0, 1000));
}

TEST(Majority, L48_whole_numbers_of_any_size) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(is_adopted(Majority::simple, most, most - 1));
  EXPECT_FALSE(is_adopted(Majority::simple, most, most));
  EXPECT_TRUE(is_adopted(Majority::two_thirds, most - 1, (most - 1) / 2));
  EXPECT_FALSE(is_adopted(Majority::two_thirds, most - 1, (most - 1) / 2 + 1));
  EXPECT_EQ(required_shares(Fraction{999, 1000}, most), most - most / 1000);
  EXPECT_EQ(required_votes(Majority::two_thirds, most), most / 3 * 2 + 1);
}

// Against fractions compared the slow way, for every count up to 60.
TEST(Majority, L48_agrees_with_counting_one_by_one) {
  for (std::int64_t in_favour = 0; in_favour <= 60; ++in_favour) {
    for (std::int64_t against = 0; against <= 60; ++against) {
      const auto cast = in_favour + against;
      const bool half = cast > 0 && in_favour * 6 > cast * 3;
      const bool two_thirds = cast > 0 && in_favour * 6 >= cast * 4;
      EXPECT_EQ(is_adopted(Majority::simple, in_favour, against), half);
      EXPECT_EQ(is_adopted(Majority::two_thirds, in_favour, against), two_thirds);
      EXPECT_EQ(in_favour >= required_votes(Majority::simple, cast), half);
      EXPECT_EQ(in_favour >= required_votes(Majority::two_thirds, cast), two_thirds);
    }
  }
}

struct Case {
  std::string name;
  UncountedVotes uncounted;
  Count count;
  Influence influence;
};
void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }
class L47_influence_of_uncounted_votes : public testing::TestWithParam<Case> {};
TEST_P(L47_influence_of_uncounted_votes, Verdict) {
  const DecisionRule rule{Fraction{1, 5}, Majority::simple};
  EXPECT_EQ(influence_of(GetParam().uncounted, GetParam().count, rule), GetParam().influence);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, L47_influence_of_uncounted_votes,
    testing::Values(
        Case{"none", {}, {60, 40, 100, 500}, {false, false}},
        Case{"too few to turn an adoption", {.shares = 19, .votes = 19}, {60, 40, 100, 500}, {false, false}},
        Case{"enough for a tie", {.shares = 20, .votes = 20}, {60, 40, 100, 500}, {false, true}},
        Case{"too few to turn a rejection", {.shares = 20, .votes = 20}, {40, 60, 100, 500}, {false, false}},
        Case{"enough to turn a rejection", {.shares = 21, .votes = 21}, {40, 60, 100, 500}, {false, true}},
        Case{"would reach the quorum", {.shares = 1}, {60, 39, 99, 500}, {true, false}},
        Case{"disputed ones carry the quorum", {.counted_shares = 1}, {60, 40, 100, 500}, {true, false}},
        Case{"disputed ones carry the result",
             {.in_favour = 20, .counted_shares = 20},
             {60, 40, 200, 500},
             {false, true}},
        Case{"disputed ones against", {.against = 21, .counted_shares = 21}, {40, 60, 200, 500}, {false, true}},
        Case{"one less against", {.against = 20, .counted_shares = 20}, {40, 60, 200, 500}, {false, false}}));

}  // namespace
}  // namespace sceau
