// SPDX-License-Identifier: Apache-2.0
#include "vote/check_tally.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

#include "tests/vote/count_case.h"

namespace sceau {
namespace {

using testing::IsEmpty;

// The invariants, each with a tally that keeps it and one that does not.
struct Doctored {
  std::string name;
  std::function<void(Tally&)> change;
};

class Invariant : public testing::TestWithParam<Doctored> {};

TEST_P(Invariant, ADoctoredTallyIsFound) {
  CountCase of;
  of.log(of.votes("s1", "+-0"));
  of.log(of.votes("s2", "+-0"));
  const auto input = of.input();
  auto report = count(input);
  ASSERT_TRUE(report);
  ASSERT_THAT(report->findings, IsEmpty());
  GetParam().change(report->tally);
  const auto findings = check_tally(report->tally, report->settlement, input);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().reason, Reason::vote_count_inconsistent);
}

INSTANTIATE_TEST_SUITE_P(
    CheckTally, Invariant,
    testing::Values(Doctored{"an input left out", [](Tally& tally) { tally.inputs.pop_back(); }},
                    Doctored{"an input twice", [](Tally& tally) { tally.inputs.push_back(tally.inputs.front()); }},
                    Doctored{"shares present", [](Tally& tally) { ++tally.resolutions[0].quorum.present; }},
                    Doctored{"base of the quorum", [](Tally& tally) { --tally.resolutions[0].quorum.base; }},
                    Doctored{"required", [](Tally& tally) { --tally.resolutions[0].quorum.required; }},
                    Doctored{"reached", [](Tally& tally) { tally.resolutions[0].quorum.is_reached ^= true; }},
                    Doctored{"a way", [](Tally& tally) { ++tally.resolutions[0].ways[0].against; }},
                    Doctored{"a total", [](Tally& tally) { ++tally.resolutions[0].total.in_favour; }},
                    Doctored{"votes cast", [](Tally& tally) { ++tally.resolutions[0].majority.cast; }},
                    Doctored{"the attendance", [](Tally& tally) { ++tally.all_present.shares; }},
                    Doctored{"more than the register",
                             [](Tally& tally) {
                               tally.resolutions[0].ways[0].abstain += 5000;
                               tally.resolutions[0].total.abstain += 5000;
                             }}),
    [](const auto& test) {
      auto name = test.param.name;
      std::ranges::replace(name, ' ', '_');
      return name;
    });

TEST(CheckTally, AnEntryThatIsThereTwiceIsFound) {
  CountCase of;
  of.log(of.votes("s1", "+-0"));
  of.electronic.push_back(of.electronic.front());
  const auto input = of.input();
  const auto report = count(input);
  ASSERT_TRUE(report);
  EXPECT_TRUE(contains(report->findings, Reason::vote_count_inconsistent));
}

TEST(CheckTally, ABallotThatTheUrnDoesNotHoldIsFound) {
  CountCase of;
  of.log(of.votes("s1", "+-0")).form.reset();
  const auto input = of.input();
  const auto report = count(input);
  ASSERT_TRUE(report);
  EXPECT_TRUE(contains(report->findings, Reason::vote_ballot_unopened));
  EXPECT_EQ(disposition(*report, "log/1"), Disposition::invalidated);
}

TEST(CheckTally, ABallotThatReplacesAnUnknownOneIsFound) {
  CountCase of;
  of.log(of.votes("s1", "+-0")).facts.supersedes = "ballot-77";
  const auto input = of.input();
  const auto report = count(input);
  ASSERT_TRUE(report);
  EXPECT_TRUE(contains(report->findings, Reason::vote_count_inconsistent));
}

}  // namespace
}  // namespace sceau
