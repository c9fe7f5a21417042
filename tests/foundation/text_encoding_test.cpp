// SPDX-License-Identifier: Apache-2.0
#include "foundation/text_encoding.h"

#include <gmock/gmock.h>

#include <random>

namespace sceau {
namespace {

using testing::HasSubstr;

Bytes random_bytes(std::mt19937& random, std::size_t size) {
  Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

struct Encoded {
  std::string plain, text;
};

class Rfc4648Test : public testing::TestWithParam<Encoded> {};

// RFC 4648, section 10.
INSTANTIATE_TEST_SUITE_P(Vectors, Rfc4648Test,
                         testing::Values(Encoded{"", ""}, Encoded{"f", "Zg=="}, Encoded{"fo", "Zm8="},
                                         Encoded{"foo", "Zm9v"}, Encoded{"foob", "Zm9vYg=="},
                                         Encoded{"fooba", "Zm9vYmE="}, Encoded{"foobar", "Zm9vYmFy"},
                                         Encoded{"\xFB\xEF\xFF", "++//"}));

TEST_P(Rfc4648Test, WritesAndReads) {
  EXPECT_EQ(base64(as_bytes(GetParam().plain)), GetParam().text);
  EXPECT_EQ(*from_base64(GetParam().text), to_bytes(GetParam().plain));
}

TEST(Base64Test, WhiteSpaceIsIgnoredAnywhere) {
  for (const auto* text : {" Zm9v", "Zm9v\n", "Z m\t9\r\nv", "Zm9v Y g = =", "\n"}) {
    EXPECT_TRUE(from_base64(text)) << text;
  }
}

class Base64RejectTest : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Alphabet, Base64RejectTest,
                         testing::Values("Zm9-", "Zm9_", "Zm9*", "Zm9v\v", std::string("Zm9v\0", 5), "Zm9\xC3"));
INSTANTIATE_TEST_SUITE_P(Length, Base64RejectTest, testing::Values("Z", "Zm", "Zm9", "Zm9vY", "Zm9vYg", "Zm9vYmE"));
INSTANTIATE_TEST_SUITE_P(Padding, Base64RejectTest,
                         testing::Values("=", "====", "Z===", "Zg=", "Zg===", "Zm8==", "Zm9v=", "Zg==Zg==", "Zg=g",
                                         "Zg==\nZ", "=Zg="));
// The last character carries bits that no byte holds: two texts would mean the same bytes.
INSTANTIATE_TEST_SUITE_P(SpareBits, Base64RejectTest, testing::Values("Zh==", "Zm9=", "Zn==", "Zm+="));

TEST_P(Base64RejectTest, IsRefused) {
  const auto result = from_base64(GetParam());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::text_malformed);
}

TEST(Base64Test, EveryLengthComesBack) {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 300; ++size) {
    const auto bytes = random_bytes(random, size);
    EXPECT_EQ(*from_base64(base64(bytes)), bytes);
  }
}

TEST(HexTest, WritesAndReads) {
  const Bytes bytes{0x00, 0x7F, 0xAB, 0xFF};
  EXPECT_EQ(hex_lower(bytes), "007fabff");
  EXPECT_EQ(hex_upper(bytes), "007FABFF");
  EXPECT_EQ(*from_hex("007fABff"), bytes);
  EXPECT_EQ(*from_hex(""), Bytes());
}

TEST(HexTest, RefusesWhatIsNoHex) {
  for (const auto* text :
       {"0", "000", "0g", "g0", " 00", "0x00", "00 ", "-1", "\xC3\xA9", "0G", "/0", ":0", "@0", "`0"}) {
    const auto result = from_hex(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().reason, Reason::text_malformed);
  }
}

// RFC 3629: section 4 gives the grammar; the ill-formed cases are those of its section 10 and of Unicode 15, table 3-8.
TEST(Utf8Test, KnowsWellFormedText) {
  for (const auto* text : {"", "plain", "é", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFFFF", "\U00010000",
                           "\U0010FFFF", "Société générale « ñ » 契約書"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  for (const auto* text : {"\x80", "\xBF", "\xC3", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF",
                           "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                           "\xF5\x80\x80\x80", "\xFF", "\xFE", "\xE2\x82", "\xF0\x9F\x98", "a\xC3z", "\xE2\x28\xA1"}) {
    EXPECT_FALSE(is_utf8(text)) << hex_lower(as_bytes(text));
  }
}

TEST(Utf16Test, BecomesUtf8) {
  EXPECT_EQ(utf8_from_utf16be({}), "");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("00530069006700"
                                        "6E00E9")),
            "Signé");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("20AC")), "€");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("D83DDE00")), "😀");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("D800DC00DBFFDFFF")), "\U00010000\U0010FFFF");
}

TEST(Utf16Test, HalfPairsAndHalfUnitsDoNoHarm) {
  EXPECT_EQ(utf8_from_utf16be(*from_hex("D83D")), "\uFFFD");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("DE00D83D")), "\uFFFD\uFFFD");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("D83D0041")), "\uFFFDA");
  EXPECT_EQ(utf8_from_utf16be(*from_hex("004100")), "A");
}

TEST(PrintableTest, LeavesHonestTextAlone) {
  for (const auto* text : {"", "contract.pdf", "Société « Éclat » 契約", "a\\b", "\u00A0", "\uFFFD"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(PrintableTest, ShowsWhatCouldDeceive) {
  EXPECT_EQ(printable("a\nTOTAL-PASSED"), "a\\x0ATOTAL-PASSED");
  EXPECT_EQ(printable("\x1B[2J"), "\\x1B[2J");
  EXPECT_EQ(printable("\x7F"), "\\x7F");
  EXPECT_EQ(printable("\u009B"), "\\xC2\\x9B");  // CSI as one C1 control
  EXPECT_EQ(printable("a\u202Egpj.exe"), "a\\xE2\\x80\\xAEgpj.exe");
  EXPECT_EQ(printable("\u2066x\u2069"), "\\xE2\\x81\\xA6x\\xE2\\x81\\xA9");
  EXPECT_EQ(printable("\u061C"), "\\xD8\\x9C");
  EXPECT_EQ(printable("\u200B\uFEFF"), "\\xE2\\x80\\x8B\\xEF\\xBB\\xBF");
  EXPECT_EQ(printable("\uFDD0\uFFFE\U0010FFFF"), "\\xEF\\xB7\\x90\\xEF\\xBF\\xBE\\xF4\\x8F\\xBF\\xBF");
  EXPECT_EQ(printable("\uFDCF\uFDF0\uFFFD\U0010FFFD\U0001FBFE"), "\uFDCF\uFDF0\uFFFD\U0010FFFD\U0001FBFE");
  EXPECT_EQ(printable("\xC3("), "\\xC3(");
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

TEST(PrintableTest, WhateverComesInPrintsSafely) {
  std::mt19937 random(2);
  for (int i = 0; i < 5000; ++i) {
    const auto bytes = random_bytes(random, random() % 40);
    const auto text = printable(as_text(bytes));
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(printable(text), text);
    for (const char c : text) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
  }
}

}  // namespace
}  // namespace sceau
