// SPDX-License-Identifier: Apache-2.0
#include "formats/json/strict_json.h"

#include <gmock/gmock.h>

#include "formats/json/canonical_json.h"

namespace sceau {
namespace {

using testing::HasSubstr;

struct Accepted {
  std::string name, text, canonical;
};
void PrintTo(const Accepted& row, std::ostream* out) { *out << row.name; }
class StrictJsonAcceptedTest : public testing::TestWithParam<Accepted> {};
TEST_P(StrictJsonAcceptedTest, Reads) {
  const auto value = read_json(as_bytes(GetParam().text));
  ASSERT_TRUE(value) << value.error().detail;
  EXPECT_EQ(canonical_json(*value), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(
    Json, StrictJsonAcceptedTest,
    testing::Values(Accepted{"empty object", " {} ", "{}"}, Accepted{"empty array", "[]", "[]"},
                    Accepted{"all kinds", R"({"a":[1,-2,true,false,null,"x"],"b":{"c":{}}})",
                             R"({"a":[1,-2,true,false,null,"x"],"b":{"c":{}}})"},
                    Accepted{"same key in two objects", R"({"a":{"x":1},"b":{"x":1}})", R"({"a":{"x":1},"b":{"x":1}})"},
                    Accepted{"64 bits", R"([9223372036854775807,-9223372036854775808,4294967295,4294967296])",
                             R"([9223372036854775807,-9223372036854775808,4294967295,4294967296])"},
                    Accepted{"escapes", R"(["\u00e9\ud83d\ude00\n\/"])", "[\"\xC3\xA9\xF0\x9F\x98\x80\\n/\"]"}));

struct Refused {
  std::string name, text;
  Reason reason;
  std::string detail;
};
void PrintTo(const Refused& row, std::ostream* out) { *out << row.name; }
class StrictJsonRefusedTest : public testing::TestWithParam<Refused> {};
TEST_P(StrictJsonRefusedTest, SaysWhy) {
  const auto value = read_json(as_bytes(GetParam().text));
  ASSERT_FALSE(value) << canonical_json(*value);
  EXPECT_EQ(value.error().reason, GetParam().reason);
  EXPECT_THAT(value.error().detail, HasSubstr(GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(
    Json, StrictJsonRefusedTest,
    testing::Values(Refused{"nothing", "", Reason::json_malformed, ""},
                    Refused{"a text alone", R"("x")", Reason::json_malformed, ""},
                    Refused{"key twice", R"({"a":1,"a":2})", Reason::json_malformed, "at '/a': the key 'a' twice"},
                    Refused{"key twice, escaped", R"({"a":1,"\u0061":2})", Reason::json_malformed, "twice"},
                    Refused{"key twice, inside", R"({"a":[{"b":{"c":1,"c":2}}]})", Reason::json_malformed,
                            "at '/a/0/b/c'"},
                    Refused{"fraction", R"({"a":1.5})", Reason::json_malformed, "at '/a'"},
                    Refused{"exponent", R"({"a":1e3})", Reason::json_malformed, ""},
                    Refused{"beyond 64 bits", R"([9223372036854775808])", Reason::json_malformed, ""},
                    Refused{"far beyond 64 bits", R"([99999999999999999999999])", Reason::json_malformed, ""},
                    Refused{"leading zero", "[01]", Reason::json_malformed, ""},
                    Refused{"leading plus", "[+1]", Reason::json_malformed, ""},
                    Refused{"comment", "[1/*x*/]", Reason::json_malformed, ""},
                    Refused{"trailing comma", "[1,]", Reason::json_malformed, ""},
                    Refused{"trailing comma in an object", R"({"a":1,})", Reason::json_malformed, ""},
                    Refused{"something after the end", "[1] x", Reason::json_malformed, ""},
                    Refused{"two documents", "[1][2]", Reason::json_malformed, ""},
                    Refused{"unclosed", "[1", Reason::json_malformed, ""},
                    Refused{"single quotes", "['a']", Reason::json_malformed, ""},
                    Refused{"U+0000", R"(["\u0000"])", Reason::json_malformed, ""},
                    Refused{"unpaired surrogate", R"(["\ud800"])", Reason::json_malformed, ""},
                    Refused{"raw line end in a text", "[\"a\nb\"]", Reason::json_malformed, ""},
                    Refused{"not UTF-8", "[\"\xE9\"]", Reason::text_malformed, ""},
                    Refused{"deep", std::string(100000, '['), Reason::json_malformed, ""},
                    Refused{"33 levels", std::string(33, '[') + std::string(33, ']'), Reason::json_malformed, "deep"},
                    Refused{"too large", "[" + std::string(1U << 20, ' ') + "]", Reason::input_too_large, ""}));

TEST(StrictJson, LimitsHoldAtTheirEdge) {
  EXPECT_TRUE(read_json(as_bytes(std::string(32, '[') + std::string(32, ']'))));
  EXPECT_TRUE(read_json(as_bytes("[1,2,3]"), {.values = 4}));
  EXPECT_EQ(read_json(as_bytes("[1,2,3]"), {.values = 3}).error().reason, Reason::json_malformed);
  EXPECT_TRUE(read_json(as_bytes(R"({"a":1,"b":2})"), {.members = 2}));
  EXPECT_EQ(read_json(as_bytes(R"({"a":1,"b":2,"c":3})"), {.members = 2}).error().reason, Reason::json_malformed);
}

}  // namespace
}  // namespace sceau
