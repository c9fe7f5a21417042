// SPDX-License-Identifier: Apache-2.0
// A memory that has answered for one certificate answers for the next as check_revocation() would.
#include "certs/revocation_memory.h"

#include <gtest/gtest.h>

#include "certs/check_chain.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

using test::Issued;

struct World {
  Issued root = test::issue_root("Root");
  Issued authority = test::issue_ca("Authority", root);
  Issued other = test::issue_ca("Other authority", root);
  Issued first = test::issue({.common_name = "First", .issuer = &authority});
  Issued second = test::issue({.common_name = "Second", .issuer = &authority});
  Issued revoked = test::issue({.common_name = "Revoked", .issuer = &authority});
  Issued stranger = test::issue({.common_name = "Of the other", .issuer = &other});
  Issued short_lived = test::issue({.common_name = "Short", .issuer = &authority, .not_after = "2026-07-01T00:00:00Z"});
  RevocationList root_list = test::issue_list(root);
  RevocationList list = test::issue_list(authority, {{&revoked, "2026-08-01T00:00:00Z"}});
  RevocationList forged = test::issue_list(other);
};

const World& world() {
  static const World made;
  return made;
}

struct Question {
  const char* about;
  const Issued& leaf;
  std::vector<RevocationList> lists{world().root_list, world().list};
  const char* time = "2026-11-22T12:00:00Z";
  std::vector<Certificate> untrusted{world().authority.certificate, world().other.certificate};
};

struct Answer {
  std::vector<RevocationStatus> statuses;
  Findings findings;
  bool operator==(const Answer&) const = default;
};

Answer answer(const Question& question, RevocationMemory* memory) {
  const TrustAnchors anchors{{world().root.certificate}, {}};
  const auto time = *from_rfc3339(question.time);
  const auto result =
      check_chain(question.leaf.certificate, {.anchors = anchors, .untrusted = question.untrusted, .time = time},
                  question.lists, memory);
  Answer answer{{}, result.findings};
  for (const auto& status : result.revocation) answer.statuses.push_back(status.status);
  EXPECT_TRUE(result.revocation.empty() || result.revocation.front().certificate == question.leaf.certificate);
  return answer;
}

std::vector<Question> questions() {
  const std::vector only_its_issuer{world().authority.certificate};
  return {
      {"the first of its issuer",
       world().first,
       {world().root_list, world().list},
       "2026-11-22T12:00:00Z",
       only_its_issuer},
      {"a sibling", world().second, {world().root_list, world().list}, "2026-11-22T12:00:00Z", only_its_issuer},
      {"a sibling, an hour later",
       world().second,
       {world().root_list, world().list},
       "2026-11-22T13:00:00Z",
       only_its_issuer},
      {"a sibling that is revoked",
       world().revoked,
       {world().root_list, world().list},
       "2026-11-22T12:00:00Z",
       only_its_issuer},
      {"a short-lived sibling, at an earlier time",
       world().short_lived,
       {world().root_list, world().list},
       "2026-06-22T12:00:00Z",
       only_its_issuer},
      {"without the list of its issuer", world().second, {world().root_list}, "2026-11-22T12:00:00Z", only_its_issuer},
      {"with the list of another",
       world().second,
       {world().root_list, world().forged},
       "2026-11-22T12:00:00Z",
       only_its_issuer},
      {"years after the list",
       world().second,
       {world().root_list, world().list},
       "2028-11-22T12:00:00Z",
       only_its_issuer},
      {"of another issuer", world().stranger, {world().root_list, world().forged}},
      {"with candidates beside the chain", world().second}};
}

TEST(RevocationMemory, AnswersAsWhoeverAsksAnew) {
  const auto all = questions();
  for (const auto& before : all) {
    for (const auto& question : all) {
      RevocationMemory memory;
      answer(before, &memory);
      EXPECT_EQ(answer(question, &memory), answer(question, nullptr)) << question.about << " after " << before.about;
    }
  }
}

TEST(RevocationMemory, TheQuestionsHaveDifferentAnswers) {
  const auto all = questions();
  EXPECT_TRUE(answer(all[1], nullptr).findings.empty());
  EXPECT_TRUE(contains(answer(all[3], nullptr).findings, Reason::certificate_revoked));
  for (const auto unknown : {5, 6, 7}) {
    EXPECT_TRUE(contains(answer(all[static_cast<std::size_t>(unknown)], nullptr).findings, Reason::revocation_unknown))
        << all[static_cast<std::size_t>(unknown)].about;
  }
}

}  // namespace
}  // namespace sceau
