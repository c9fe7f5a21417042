// SPDX-License-Identifier: Apache-2.0
#include "foundation/secret.h"

#include <gmock/gmock.h>

#include <memory>
#include <new>
#include <type_traits>

namespace sceau {
namespace {

// Longer than any buffer inside std::string, and short enough to live in one: both must be wiped.
class SecretTest : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Lengths, SecretTest, testing::Values("short", std::string(200, 's')));

bool all_zero(const char* data, std::size_t size) { return std::string_view(data, size) == std::string(size, '\0'); }

TEST_P(SecretTest, TakesTheTextAndWipesTheArgument) {
  std::string text = GetParam();
  text.reserve(400);
  const char* before = text.data();
  const Secret secret(std::move(text));
  EXPECT_EQ(secret.reveal(), GetParam());
  EXPECT_TRUE(all_zero(before, GetParam().size()));
  EXPECT_EQ(secret.reveal().data()[secret.reveal().size()], '\0');
}

TEST_P(SecretTest, AMoveLeavesNothingBehind) {
  Secret first{std::string(GetParam())};
  const char* before = first.reveal().data();
  const Secret second(std::move(first));
  EXPECT_EQ(second.reveal(), GetParam());
  EXPECT_TRUE(all_zero(before, GetParam().size()));

  Secret third{std::string("another one")};
  third = Secret(std::string(GetParam()));
  EXPECT_EQ(third.reveal(), GetParam());
}

// The memory of the object itself is ours, so it may be looked at after the destructor.
TEST(SecretWipingTest, TheDestructorWipesAShortSecret) {
  alignas(Secret) unsigned char memory[sizeof(Secret)] = {};
  auto* secret = new (memory) Secret(std::string("0123456789"));
  std::destroy_at(secret);
  const std::string left(reinterpret_cast<const char*>(memory), sizeof memory);
  EXPECT_EQ(left.find("0123456789"), std::string::npos);
}

TEST(SecretWipingTest, AssigningToItselfKeepsTheSecret) {
  Secret secret(std::string("kept"));
  auto& same = secret;
  secret = std::move(same);
  EXPECT_EQ(secret.reveal(), "kept");
}

TEST(SecretWipingTest, ASecretCannotBeCopied) {
  EXPECT_FALSE(std::is_copy_constructible_v<Secret>);
  EXPECT_FALSE(std::is_copy_assignable_v<Secret>);
  EXPECT_TRUE(Secret().empty());
}

}  // namespace
}  // namespace sceau
