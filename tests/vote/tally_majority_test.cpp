// SPDX-License-Identifier: Apache-2.0
// Weight, quorum and majority in the count. s1 has 100 shares and 200 votes, s2 50, s3 1000 (an intermediary), s4 30
// (not on "2"), s5 20 (deprived), s9 treasury shares; the base of the quorum is 1180 shares, on "2" 1150.
#include "vote/tally.h"

#include <gmock/gmock.h>

#include "tests/vote/count_case.h"

namespace sceau {
namespace {

constexpr auto counted_ = Disposition::counted;

TEST(Tally, L33_the_register_of_the_record_instant_gives_the_weight) {
  struct Case {
    std::string line;
    std::int64_t shares, votes;
    Disposition expected;
  };
  const std::string line = "s1,Martin,Jeanne,,\"3, place du Marché, Lyon\",no,N-1,registered,100,200,,\r\n";
  for (const auto& [left, shares, votes, expected] :
       {Case{line, 100, 200, counted_}, Case{changed(line, "100,200", "40,80"), 40, 80, counted_},
        Case{"", 0, 0, Disposition::invalidated}}) {
    const CountCase before;
    CountCase of(sample_toml(), changed(sample_register_csv(), line, left));
    of.log(before.votes("s1", "+++"));
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "log/1"), expected) << left;
    EXPECT_EQ(resolution(report, "1").total.in_favour, votes);
    EXPECT_EQ(resolution(report, "1").quorum.present, shares);
  }
}

TEST(Tally, L33_a_split_that_no_longer_fits_is_unusable) {
  for (const std::int64_t against : {400, 399}) {
    CountCase of;
    auto form = of.votes("s3", "+++");
    form.signer.capacity = Capacity::intermediary;
    form.choices[0] = {"1", Vote::split, {600, against, 0}};
    of.log(form);
    const auto report = counted(of);
    const auto expected = against == 400 ? Figures{.in_favour = 600, .against = 400, .shares_present = 1000}
                                         : Figures{.unusable = 1000, .shares_present = 1000};
    EXPECT_EQ(resolution(report, "1").total, expected);
  }
}

struct QuorumCase {
  std::string name, label, shareholder;
  std::int64_t shares;
  QuorumTally expected;
};

TEST(Tally, L40_L41_the_quorum_is_a_fraction_of_the_shares_with_votes) {
  for (const auto& [name, label, shareholder, shares, expected] :
       {QuorumCase{"ordinary, one short", "1", "s3", 235, {Fraction{1, 5}, 1180, 235, 236, false}},
        QuorumCase{"ordinary, just there", "1", "s3", 236, {Fraction{1, 5}, 1180, 236, 236, true}},
        QuorumCase{"extraordinary, one short", "3", "s3", 294, {Fraction{1, 4}, 1180, 294, 295, false}},
        QuorumCase{"extraordinary, just there", "3", "s3", 295, {Fraction{1, 4}, 1180, 295, 295, true}}}) {
    CountCase of;
    of.log(of.votes(shareholder, "+++")).form->holdings[0].shares = shares;
    const auto report = counted(of);
    EXPECT_EQ(resolution(report, label).quorum, expected) << name;
    EXPECT_EQ(resolution(report, label).majority.is_adopted, expected.is_reached) << name;
  }
}

TEST(Tally, L40_a_tie_is_a_rejection) {
  for (const std::int64_t more : {500, 501}) {
    CountCase of;
    auto form = of.votes("s3", "+++");
    form.choices[0] = {"1", Vote::split, {more, 1000 - more, 0}};
    of.log(form);
    const auto report = counted(of);
    EXPECT_EQ(resolution(report, "1").majority.is_adopted, more == 501);
    EXPECT_EQ(resolution(report, "1").majority.required, 501);
  }
}

TEST(Tally, L41_two_thirds_of_the_votes_cast) {
  for (const std::int64_t more : {600, 599}) {
    CountCase of;
    auto form = of.votes("s3", "+++");
    form.choices[2] = {"3", Vote::split, {more, 300, 100 + (600 - more)}};
    of.log(form);
    EXPECT_EQ(resolution(counted(of), "3").majority.is_adopted, more == 600);
  }
}

TEST(Tally, L44_deprived_shares_are_off_the_base_and_excluded) {
  CountCase of;
  of.attend("1", "s4");
  of.attend("2", "s5");
  of.vote("1", "+++");
  of.vote("2", "+++");
  const auto report = counted(of);
  EXPECT_EQ(resolution(report, "1").quorum.base, 1180);
  EXPECT_EQ(resolution(report, "2").quorum.base, 1150);
  EXPECT_EQ(resolution(report, "1").total.in_favour, 30);
  EXPECT_EQ(resolution(report, "2").total, (Figures{.excluded = 30}));
  EXPECT_EQ(reason(report, "attendance/3"), Reason::vote_right_suspended);
  EXPECT_EQ(reason(report, "room/3"), Reason::vote_not_entitled);  // the badge stands for nothing
}

TEST(Tally, L45_the_quorum_counts_shares_and_the_majority_votes) {
  CountCase of;
  of.log(of.votes("s1", "+++"));
  of.log(of.votes("s2", "---"));
  const auto report = counted(of);
  EXPECT_EQ(resolution(report, "1").quorum.present, 150);
  EXPECT_EQ(resolution(report, "1").majority.cast, 250);
  EXPECT_EQ(resolution(report, "1").majority.obtained, 200);
}

TEST(Tally, L48_the_largest_register_is_counted_exactly) {
  CountCase of(sample_toml(), changed(sample_register_csv(), "administered,1000,1000",
                                      "administered,9007199254739791,9007199254739791"));
  of.log(of.votes("s3", "+++"));
  of.log(of.votes("s1", "---"));
  const auto report = counted(of);
  EXPECT_EQ(resolution(report, "3").majority.cast, 9007199254739991);
  EXPECT_EQ(resolution(report, "3").majority.required, 6004799503159994);
  EXPECT_TRUE(resolution(report, "3").majority.is_adopted);
}

}  // namespace
}  // namespace sceau
