// SPDX-License-Identifier: Apache-2.0
#include "foundation/finding.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

using testing::ElementsAre;

TEST(FindingTest, FindingsKeepTheirOrder) {
  Findings findings{{Reason::digest_mismatch, "one"}};
  append(findings, {{Reason::not_trusted, "two"}, {Reason::digest_mismatch, "three"}});
  EXPECT_THAT(findings, ElementsAre(Finding{Reason::digest_mismatch, "one"}, Finding{Reason::not_trusted, "two"},
                                    Finding{Reason::digest_mismatch, "three"}));
}

TEST(FindingTest, ContainsLooksAtTheReasonAlone) {
  const Findings findings{{Reason::digest_mismatch, "anything"}};
  EXPECT_TRUE(contains(findings, Reason::digest_mismatch));
  EXPECT_FALSE(contains(findings, Reason::not_trusted));
  EXPECT_FALSE(contains({}, Reason::digest_mismatch));
}

}  // namespace
}  // namespace sceau
