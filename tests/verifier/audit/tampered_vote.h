// SPDX-License-Identifier: Apache-2.0
// The sample vote with one thing wrong, for which its maker signs: every digest and the manifest are made anew.
#pragma once

#include <gmock/gmock.h>

#include <functional>

#include "tests/verifier/audit/sample_people.h"
#include "tests/verifier/audit/sample_vote.h"

namespace sceau::test {

// What of the vote is another one, before everything is made from it.
struct ChangedVote {
  std::string name;
  std::function<void(SampleVote&)> change;
  std::optional<Reason> reason;  // nothing: that is sound, too
  std::string detail = "";       // of one finding
};

inline std::string name_of_case(const testing::TestParamInfo<ChangedVote>& shown) { return shown.param.name; }

inline void expect_reason(const AuditReport& report, const std::optional<Reason>& reason, const std::string& detail) {
  if (!reason) {
    EXPECT_EQ(told(report), "");
    return;
  }
  EXPECT_TRUE(contains(report.findings, *reason)) << told(report);
  EXPECT_THAT(told(report), testing::HasSubstr(detail));
}

inline void look_at(const ChangedVote& changed) {
  auto vote = sample_vote();
  changed.change(vote);
  expect_reason(audited(vote), changed.reason, changed.detail);
}

inline void unsign(std::string& document) {
  const auto begin = document.find("<ds:Signature"), end = document.rfind("</ds:Signature>");
  document.erase(begin, end + std::string("</ds:Signature>").size() - begin);
}

inline void sign_again(SampleVote& vote, std::uint64_t index, const Issued& signer, const std::string& from,
                       const std::string& to) {
  auto& document = vote.documents[index];
  unsign(document);
  if (!from.empty()) change(document, from, to);
  document = xml_signed_by(signer, document);
}

}  // namespace sceau::test
