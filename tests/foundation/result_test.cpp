// SPDX-License-Identifier: Apache-2.0
#include "foundation/result.h"

#include <gmock/gmock.h>

#include <memory>

namespace sceau {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return Error{Reason::text_malformed, "odd"};
  return number / 2;
}

TEST(ResultTest, HoldsAValueOrAnError) {
  const auto even = half(8);
  ASSERT_TRUE(even);
  EXPECT_EQ(*even, 4);

  const auto odd = half(7);
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().reason, Reason::text_malformed);
  EXPECT_EQ(odd.error().detail, "odd");
}

TEST(ResultTest, MovesAValueThatCannotBeCopied) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
  const auto taken = *std::move(result);
  EXPECT_EQ(*taken, 5);
}

TEST(ResultTest, ReachesMembersAndLetsThemChange) {
  Result<std::string> result(std::string("seal"));
  EXPECT_EQ(result->size(), 4U);
  result->append("ed");
  EXPECT_EQ(*result, "sealed");
}

TEST(ResultTest, AStatusCarriesNothing) {
  const Status done = Done{};
  EXPECT_TRUE(done);
}

TEST(ResultDeathTest, LookingAtAValueThatIsNotThereEndsTheProgram) {
  const auto odd = half(7);
  EXPECT_DEATH((void)*odd, "");
  EXPECT_DEATH((void)*half(7), "");
  Result<std::string> text(Error{Reason::text_malformed, ""});
  EXPECT_DEATH((void)text->size(), "");
}

}  // namespace
}  // namespace sceau
