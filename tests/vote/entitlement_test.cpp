// SPDX-License-Identifier: Apache-2.0
#include "vote/entitlement.h"

#include <gmock/gmock.h>

#include "tests/vote/sample_meeting.h"

namespace sceau {
namespace {

using testing::ElementsAre;

Entitlement of(std::string shareholder, std::string account) {
  const auto meeting = sample_frozen();
  auto form = sample_form(meeting);
  const auto shares = sample_register();
  form.shareholder = std::move(shareholder);
  form.holdings = {{.account = std::move(account), .shares = shares.holdings_of(form.shareholder)[0].shares}};
  return entitlement_of(form, shares, meeting.meeting());
}

TEST(Entitlement, votes_of_each_resolution_in_the_order_of_the_agenda) {
  const auto entitlement = of("s1", "N-1");
  EXPECT_FALSE(entitlement.may_split);
  EXPECT_THAT(entitlement.holding_votes, ElementsAre(200));
  EXPECT_THAT(entitlement.resolutions,
              ElementsAre(ResolutionEntitlement{"1", 200, false}, ResolutionEntitlement{"2", 200, false},
                          ResolutionEntitlement{"3", 200, false}));
}

TEST(Entitlement, only_an_intermediary_may_split) { EXPECT_TRUE(of("s3", "A-3").may_split); }

TEST(Entitlement, a_resolution_on_which_the_shares_are_deprived_is_suspended) {
  EXPECT_THAT(of("s4", "N-4").resolutions,
              ElementsAre(ResolutionEntitlement{"1", 30, false}, ResolutionEntitlement{"2", 0, true},
                          ResolutionEntitlement{"3", 30, false}));
}

}  // namespace
}  // namespace sceau
