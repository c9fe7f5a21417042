// SPDX-License-Identifier: Apache-2.0
#include "vote/attempt_limits.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Instant noon = *from_rfc3339("2027-05-11T12:00:00Z");
const Bytes jeanne(32, 1), paul(32, 2);
constexpr std::string_view home = "192.0.2.1", elsewhere = "198.51.100.7";

Bytes stranger(int number) {
  Bytes tag(32, 0x77);
  tag[0] = static_cast<std::uint8_t>(number);
  tag[1] = static_cast<std::uint8_t>(number >> 8);
  tag[2] = static_cast<std::uint8_t>(number >> 16);
  return tag;
}

// One wrong code, if it may be tried. What had to be waited before.
seconds try_wrong(AttemptLimits& limits, const Bytes& voter, std::string_view address, Instant at) {
  const auto wait = limits.wait_before(voter, address, at);
  if (wait.count() == 0) limits.was_wrong(voter, address, at);
  return wait;
}

TEST(AttemptLimits, attempts_exceeded_after_some_wrong_codes_and_the_delay_grows) {
  AttemptLimits limits;
  Instant at = noon;
  for (int i = 0; i < 4; ++i) EXPECT_EQ(try_wrong(limits, jeanne, home, at), seconds(0)) << i;
  for (const int expected : {2, 4, 8, 16, 32, 60, 60, 60}) {
    EXPECT_EQ(try_wrong(limits, jeanne, home, at), seconds(expected));
    EXPECT_EQ(limits.wait_before(jeanne, home, at + seconds(expected) - std::chrono::microseconds(1)), seconds(1));
    at += seconds(expected);
    EXPECT_EQ(try_wrong(limits, jeanne, home, at), seconds(0));
  }
}

TEST(AttemptLimits, asking_again_too_early_does_not_lengthen_the_delay) {
  AttemptLimits limits;
  for (int i = 0; i < 4; ++i) try_wrong(limits, jeanne, home, noon);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(limits.wait_before(jeanne, home, noon), seconds(2));
  EXPECT_EQ(limits.wait_before(jeanne, home, noon + seconds(2)), seconds(0));
}

TEST(AttemptLimits, never_a_lock_attempts_from_elsewhere_do_not_delay_the_voter) {
  AttemptLimits limits;
  for (int i = 0; i < 100000; ++i) try_wrong(limits, jeanne, elsewhere, noon);
  EXPECT_GT(limits.wait_before(jeanne, elsewhere, noon), seconds(0));
  EXPECT_EQ(limits.wait_before(jeanne, home, noon), seconds(0));
}

TEST(AttemptLimits, never_a_lock_who_waits_as_told_is_judged_though_the_address_is_flooded) {
  AttemptLimits limits;
  for (int i = 0; i < 1000; ++i) try_wrong(limits, stranger(i), home, noon);
  const auto told = limits.wait_before(jeanne, home, noon);
  EXPECT_EQ(told, seconds(10));
  for (int i = 1000; i < 3000; ++i) try_wrong(limits, stranger(i), home, noon + told);
  EXPECT_EQ(limits.wait_before(jeanne, home, noon + told), seconds(0));
}

TEST(AttemptLimits, who_was_identified_is_not_held_up_by_the_address) {
  AttemptLimits limits;
  limits.was_right(jeanne, home, noon);
  for (int i = 0; i < 1000; ++i) try_wrong(limits, stranger(i), home, noon);
  EXPECT_EQ(limits.wait_before(jeanne, home, noon), seconds(0));
  EXPECT_GT(limits.wait_before(paul, home, noon), seconds(0));
}

TEST(AttemptLimits, right_codes_cost_an_address_nothing) {
  AttemptLimits limits;
  for (int i = 0; i < 5000; ++i) {
    ASSERT_EQ(limits.wait_before(stranger(i), home, noon), seconds(0));
    limits.was_right(stranger(i), home, noon);
  }
  EXPECT_EQ(limits.wait_before(jeanne, home, noon), seconds(0));
}

TEST(AttemptLimits, an_address_has_so_many_attempts_and_then_one_a_second) {
  AttemptLimits limits;
  for (int i = 0; i < 60; ++i) EXPECT_EQ(try_wrong(limits, stranger(i), home, noon), seconds(0)) << i;
  EXPECT_EQ(try_wrong(limits, stranger(60), home, noon), seconds(10));
  EXPECT_EQ(try_wrong(limits, stranger(61), home, noon + seconds(1)), seconds(0));
  EXPECT_EQ(try_wrong(limits, stranger(62), home, noon + seconds(1)), seconds(10));
  EXPECT_EQ(try_wrong(limits, stranger(63), elsewhere, noon + seconds(1)), seconds(0));
}

TEST(AttemptLimits, mistyped_codes_empty_the_bucket_and_delay_no_voter) {
  AttemptLimits limits;
  for (int i = 0; i < 59; ++i) limits.was_mistyped(home, noon);
  EXPECT_EQ(limits.wait_before(jeanne, home, noon), seconds(0));
  limits.was_mistyped(home, noon);
  EXPECT_EQ(limits.wait_before(jeanne, home, noon), seconds(10));
}

TEST(AttemptLimits, a_right_code_and_an_hour_forget_the_wrong_ones) {
  AttemptLimits limits;
  for (int i = 0; i < 4; ++i) try_wrong(limits, jeanne, home, noon);
  limits.was_right(jeanne, home, noon + seconds(2));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(try_wrong(limits, jeanne, home, noon + seconds(3)), seconds(0));
  const auto later = noon + hours(1) + seconds(4);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(try_wrong(limits, jeanne, home, later), seconds(0));
  EXPECT_EQ(try_wrong(limits, jeanne, home, later), seconds(2));
}

TEST(AttemptLimits, a_clock_set_back_costs_one_longest_delay_at_most) {
  AttemptLimits limits;
  for (int i = 0; i < 100; ++i) try_wrong(limits, stranger(i), home, noon);
  for (int i = 0; i < 4; ++i) try_wrong(limits, jeanne, elsewhere, noon);
  const auto before = noon - hours(24 * 365);
  EXPECT_EQ(limits.wait_before(jeanne, elsewhere, before), seconds(60));
  EXPECT_EQ(limits.wait_before(jeanne, elsewhere, before + seconds(60)), seconds(0));
  EXPECT_EQ(limits.wait_before(paul, home, before), seconds(10));
  EXPECT_EQ(limits.wait_before(paul, home, before + seconds(10)), seconds(0));
}

TEST(AttemptLimits, memory_is_bounded) {
  RecentEntries<int> entries(3);
  for (const char* key : {"a", "b", "c"}) entries.at(key) = 1;
  entries.at("a") = 2;
  entries.at("d") = 1;  // "b" was not asked for longest
  EXPECT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries.at("a"), 2);
  EXPECT_EQ(entries.at("c"), 1);
  EXPECT_EQ(entries.at("b"), 0);
  EXPECT_EQ(entries.size(), 3U);
}

struct Group {
  std::string address, group;
};
void PrintTo(const Group& group, std::ostream* out) { *out << group.address; }
class AddressGroup : public testing::TestWithParam<Group> {};
TEST_P(AddressGroup, IsTheNetworkOfIpv6AndTheWholeOfIpv4) {
  EXPECT_EQ(address_group(GetParam().address), GetParam().group);
}
INSTANTIATE_TEST_SUITE_P(
    Addresses, AddressGroup,
    testing::Values(Group{"192.0.2.1", "192.0.2.1"}, Group{"::ffff:192.0.2.1", "192.0.2.1"},
                    Group{"2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64"},
                    Group{"2001:DB8:1:2::ffff", "2001:0db8:0001:0002::/64"},
                    Group{"2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0db8:0001:0002::/64"},
                    Group{"2001:db8:1:3::1", "2001:0db8:0001:0003::/64"},
                    Group{"2001:db8::1", "2001:0db8:0000:0000::/64"}, Group{"fe80::1%eth0", "fe80:0000:0000:0000::/64"},
                    Group{"::1", "0000:0000:0000:0000::/64"}, Group{"::", "0000:0000:0000:0000::/64"},
                    Group{"1:2:3:4:5:6:7::", "0001:0002:0003:0004::/64"}, Group{"", ""}, Group{"unix", "unix"},
                    Group{"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"}, Group{"1:2:3", "1:2:3"},
                    Group{"12345::1", "12345::1"}, Group{"1::2::3", "1::2::3"},
                    Group{"1:2:3:4:5:6:7:", "1:2:3:4:5:6:7:"}, Group{"1:2:3:4::5:6:7:8", "1:2:3:4::5:6:7:8"}));

}  // namespace
}  // namespace sceau
