// SPDX-License-Identifier: Apache-2.0
// Random meetings as audit bundles: the program reads them back and counts, the audit recounts them by code of its own,
// and naive_count.py counts a third time; all figures are the same. RC_PARAMS="seed=... max_success=..." repeats or
// prolongs a run.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "foundation/text_encoding.h"
#include "tests/vote/bundle_input.h"
#include "tests/vote/case_bundle.h"
#include "tests/vote/legal_tables.h"
#include "tests/vote/naive_count.h"
#include "tests/vote/random_draws.h"
#include "tests/vote/random_meeting.h"
#include "tests/vote/recorded_case.h"
#include "vote/influence.h"

namespace sceau {
namespace {

struct Counted {
  test::Files files;        // with the results in them
  std::string differences;  // from the naive count
  Findings findings;        // of the program's own checks
};

Counted count_bundle(test::SampleVote& vote) {
  const BundleInput read(test::files_of(vote));
  const auto report = count(read.input());
  RC_ASSERT(bool(report));
  vote.tally = write_tally(report->tally);
  vote.influence = write_influence(influence_report(*report, read.input()));
  return {test::files_of(vote), differences_from_naive_count(read.input(), vote.tally), report->findings};
}

bool tells_of_figures(const Finding& finding) {
  return finding.reason == Reason::audit_tally || finding.reason == Reason::audit_influence;
}

void record(CountCase& of, bool is_lawful) {
  leave_out_what_is_never_recorded(of);
  if (is_lawful) decide_as_an_intake(of);
  leave_out_what_no_table_may_say(of);
}

TEST(RandomBundles, TallyAuditAndNaiveCountAgree) {
  int bundles = 0, sound = 0;
  EXPECT_TRUE(rc::check("tally, audit and naive count have the same figures", [&] {
    const auto made = random_vote();
    const bool is_lawful = !once_in(4);
    test::Files carried;
    if (made.carried) {
      record(*made.carried, is_lawful);
      auto vote = vote_of(*made.carried);
      const auto counted = count_bundle(vote);
      RC_ASSERT(counted.differences == "");
      carried[vote.meeting] = to_string(test::bundle_of(counted.files, vote));
    }
    record(*made.meeting, is_lawful);
    auto vote = vote_of(*made.meeting, carried);
    const auto counted = count_bundle(vote);
    RC_ASSERT(counted.differences == "");
    for (const auto& finding : counted.findings) RC_LOG() << finding.detail << "\n";
    RC_ASSERT(counted.findings.empty());

    const auto report = audit_bundle(test::bundle_of(counted.files, vote), test::sample_request());
    RC_ASSERT(bool(report));
    RC_LOG() << test::told(*report);
    RC_ASSERT(std::ranges::count(report->figures.checked, "recount") == 1);
    RC_ASSERT(std::ranges::none_of(report->findings, tells_of_figures));
    RC_ASSERT(!is_lawful || report->findings.empty());
    ++bundles;
    sound += report->findings.empty() ? 1 : 0;
    RC_CLASSIFY(report->findings.empty(), "sound");
    RC_CLASSIFY(made.carried != nullptr, "carries forms over");
  }));
  EXPECT_GE(2 * sound, bundles);
}

}  // namespace
}  // namespace sceau
