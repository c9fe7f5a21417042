// SPDX-License-Identifier: Apache-2.0
#include "foundation/whole_number.h"

#include <gtest/gtest.h>

#include <string>

namespace sceau {
namespace {

struct Case {
  std::string text;
  std::optional<std::uint64_t> number;
};

class WholeNumberTest : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(Digits, WholeNumberTest,
                         testing::Values(Case{"0", 0}, Case{"00", {}}, Case{"7", 7}, Case{"07", {}}, Case{"+7", {}},
                                         Case{"-7", {}}, Case{"-0", {}}, Case{"", {}}, Case{" 7", {}}, Case{"7 ", {}},
                                         Case{"7.0", {}}, Case{"0x7", {}}, Case{"18446744073709551615", UINT64_MAX},
                                         Case{"18446744073709551616", {}}));

TEST_P(WholeNumberTest, ReadsDigitsAlone) { EXPECT_EQ(whole_number(GetParam().text), GetParam().number); }

}  // namespace
}  // namespace sceau
