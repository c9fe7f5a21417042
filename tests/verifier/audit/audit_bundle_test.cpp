// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/audit_bundle.h"

#include <gmock/gmock.h>

#include "tests/verifier/audit/sample_vote.h"

namespace sceau {
namespace {

std::string told(const AuditReport& report) {
  std::string text;
  for (const auto& finding : report.findings) {
    text += std::string(stable_name(finding.reason)) + ": " + finding.detail + "\n";
  }
  return text;
}

TEST(AuditBundle, ASoundVoteHasNoFinding) {
  const auto report = test::audited(test::sample_vote());
  EXPECT_EQ(told(report), "");
}

}  // namespace
}  // namespace sceau
