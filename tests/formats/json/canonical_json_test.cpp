// SPDX-License-Identifier: Apache-2.0
// The sorting example is the one of RFC 8785, section 3.2.3, its keys written in UTF-8.
#include "formats/json/canonical_json.h"

#include <gmock/gmock.h>

#include "formats/json/strict_json.h"

namespace sceau {
namespace {

TEST(CanonicalJson, SortsKeysAsTheExampleOfRfc8785) {
  const auto value = read_json(as_bytes(R"({"\u20ac":"Euro Sign","\r":"Carriage Return",
    "\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face",
    "\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})"));
  ASSERT_TRUE(value) << value.error().detail;
  EXPECT_EQ(canonical_json(*value),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
            "\"\xC3\xB6\":\"Latin Small Letter O With Diaeresis\",\"\xE2\x82\xAC\":\"Euro Sign\","
            "\"\xF0\x9F\x98\x80\":\"Emoji: Grinning Face\",\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(CanonicalJson, EscapesAsLittleAsRfc8785Wants) {
  const Value value{std::string("\"\\/\b\f\n\r\t\x0F\x7F")};
  EXPECT_EQ(canonical_json(value), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u000f\x7F\"");
}

TEST(CanonicalJson, DatesAreTexts) {
  const std::chrono::year_month_day date = std::chrono::year(2027) / 5 / 12;
  EXPECT_EQ(canonical_json({date}), "\"2027-05-12\"");
  EXPECT_EQ(canonical_json({LocalTime(std::chrono::local_days(date) + std::chrono::hours(15))}),
            "\"2027-05-12T15:00:00\"");
  EXPECT_EQ(canonical_json({LocalTime(std::chrono::local_days(date) - std::chrono::microseconds(1))}),
            "\"2027-05-11T23:59:59.999999\"");
}

TEST(CanonicalJson, NumbersBeyondADoubleAreNotCanonical) {
  EXPECT_TRUE(is_canonical_number(9007199254740991));
  EXPECT_FALSE(is_canonical_number(9007199254740992));
  EXPECT_TRUE(is_canonical_number(-9007199254740991));
  EXPECT_FALSE(is_canonical_number(-9007199254740992));
}

}  // namespace
}  // namespace sceau
