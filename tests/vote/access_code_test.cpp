// SPDX-License-Identifier: Apache-2.0
// The codes were computed by the Python package base32-crockford, and once more with Python's integers.
#include "vote/access_code.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view all_signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

RandomSource source_of(const std::string& hex) {
  return [bytes = *from_hex(hex)](std::span<std::uint8_t> to) -> Status {
    if (to.size() != bytes.size()) return Error{Reason::crypto_failed, "the test has other bytes"};
    std::ranges::copy(bytes, to.begin());
    return Done{};
  };
}

struct Vector {
  std::string hex, code;
};
void PrintTo(const Vector& vector, std::ostream* out) { *out << vector.hex; }
class AccessCodeVector : public testing::TestWithParam<Vector> {};
TEST_P(AccessCodeVector, IsWrittenAndReadBack) {
  const auto made = make_access_code(source_of(GetParam().hex));
  ASSERT_TRUE(made);
  EXPECT_EQ(write_access_code(*made).reveal(), GetParam().code);
  const auto read = read_access_code(GetParam().code);
  ASSERT_TRUE(read);
  EXPECT_EQ(hex_lower(read->reveal()), GetParam().hex);
}
INSTANTIATE_TEST_SUITE_P(Vectors, AccessCodeVector,
                         testing::Values(Vector{"00000000000000000000", "0000-0000-0000-0000-0"},
                                         Vector{"ffffffffffffffffffff", "ZZZZ-ZZZZ-ZZZZ-ZZZZ-~"},
                                         Vector{"00000000000000000001", "0000-0000-0000-0001-1"},
                                         Vector{"0123456789abcdef0123", "04HM-ASW9-NF6Y-Y093-B"},
                                         Vector{"00000000000000000020", "0000-0000-0000-0010-*"},
                                         Vector{"00000000000000000022", "0000-0000-0000-0012-$"},
                                         Vector{"00000000000000000023", "0000-0000-0000-0013-="},
                                         Vector{"00000000000000000024", "0000-0000-0000-0014-U"},
                                         Vector{"6d57e5cf4caf06a735bb", "DNBY-BKTC-NW3A-EDDV-Z"},
                                         Vector{"d89f1dc9531d7bb00399", "V2FH-VJAK-3NXV-00WS-Z"}));

class SameCode : public testing::TestWithParam<std::string> {};
TEST_P(SameCode, IsReadAsPeopleTypeIt) {
  const auto code = read_access_code(GetParam());
  ASSERT_TRUE(code);
  EXPECT_EQ(hex_lower(code->reveal()), "00424000000000000000");
}
INSTANTIATE_TEST_SUITE_P(Spellings, SameCode,
                         testing::Values("0114-0000-0000-0000-J", "011400000000000OJ", "OIL4-0000-0000-0000-J",
                                         "oil4-oooo-oooo-oooo-j", " 0114 0000 0000 0000 J ",
                                         "--0-1-1-4-000000000000J-"));

class NoCode : public testing::TestWithParam<std::string> {};
TEST_P(NoCode, IsRefusedWithoutSayingWhere) {
  const auto code = read_access_code(GetParam());
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().reason, Reason::vote_code_mistyped);
  EXPECT_EQ(code.error().detail, "");
}
INSTANTIATE_TEST_SUITE_P(Inputs, NoCode,
                         testing::Values("", "-", "DNBY-BKTC-NW3A-EDDV", "DNBY-BKTC-NW3A-EDDV-ZZ",
                                         "DNBY-BKTC-NW3A-EDD-Z", "DNBY-BKTC-NW3A-EDDV-Y", "UNBY-BKTC-NW3A-EDDV-Z",
                                         "DNBY_BKTC-NW3A-EDDV-Z", "DNBY-BKTC-NW3A-EDDV-Z\n",
                                         "DNBY-BKTC-NW3A-EDDV-\xc3\xa9", std::string("DNBY-BKTC-NW3A-EDDV-\0", 21),
                                         std::string(100000, '0')));

std::string without_hyphens(std::string text) {
  std::erase(text, '-');
  return text;
}

TEST(AccessCode, EveryWrongCharacterIsFound) {
  const auto good = without_hyphens("DNBY-BKTC-NW3A-EDDV-Z");
  ASSERT_TRUE(read_access_code(good));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char sign : all_signs) {
      if (sign == good[at]) continue;
      auto wrong = good;
      wrong[at] = sign;
      EXPECT_FALSE(read_access_code(wrong)) << wrong;
    }
  }
}

TEST(AccessCode, NeighboursThatChangedPlacesAreFound) {
  const auto good = without_hyphens("04HM-ASW9-NF6Y-Y093-B");
  ASSERT_TRUE(read_access_code(good));
  for (std::size_t at = 0; at + 1 < good.size(); ++at) {
    if (good[at] == good[at + 1]) continue;
    auto wrong = good;
    std::swap(wrong[at], wrong[at + 1]);
    EXPECT_FALSE(read_access_code(wrong)) << wrong;
  }
}

TEST(AccessCode, EveryCharacterLeftOutIsFound) {
  const auto good = without_hyphens("V2FH-VJAK-3NXV-00WS-Z");
  for (std::size_t at = 0; at < good.size(); ++at) EXPECT_FALSE(read_access_code(std::string(good).erase(at, 1)));
}

TEST(AccessCode, ASourceThatFailsMakesNoCode) {
  const auto made = make_access_code([](std::span<std::uint8_t>) -> Status {
    return Error{Reason::crypto_failed, ""};
  });
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().reason, Reason::crypto_failed);
}

TEST(AccessCode, AMoveLeavesNothingBehind) {
  auto first = read_access_code("DNBY-BKTC-NW3A-EDDV-Z");
  ASSERT_TRUE(first);
  const AccessCode second(std::move(*first));
  EXPECT_EQ(hex_lower(second.reveal()), "6d57e5cf4caf06a735bb");
  EXPECT_EQ(hex_lower(first->reveal()), "00000000000000000000");
}

TEST(AccessCode, TwoCodesOfTheSystemDiffer) {
  const auto one = make_access_code(system_random());
  const auto other = make_access_code(system_random());
  ASSERT_TRUE(one && other);
  EXPECT_NE(hex_lower(one->reveal()), hex_lower(other->reveal()));
}

}  // namespace
}  // namespace sceau
