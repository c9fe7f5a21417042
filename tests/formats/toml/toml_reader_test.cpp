// SPDX-License-Identifier: Apache-2.0
#include "formats/toml/toml_reader.h"

#include <gmock/gmock.h>

#include "formats/value_tree/value_fields.h"

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view settings = R"(name = "Exemple SA"   # a comment
shares = 1_000_000
listed = false
date = 2027-05-12
starts = 2027-05-12T10:00:00

[articles]
reference = "article 22"

[[resolution]]
label = "1"
[[resolution]]
label = "2"
)";

Value read(std::string_view text) {
  auto value = read_toml(as_bytes(text));
  EXPECT_TRUE(value) << value.error().detail;
  return value ? std::move(*value) : Value{};
}

TEST(TomlReaderTest, ReadsEveryKindOfValue) {
  const auto value = read(settings);
  Findings findings;
  ValueFields fields(value, PathStyle::dotted, findings);
  EXPECT_EQ(fields.text("name"), "Exemple SA");
  EXPECT_EQ(fields.integer("shares", {}), 1000000);
  EXPECT_EQ(fields.boolean("listed"), false);
  EXPECT_EQ(fields.date("date"), std::chrono::year(2027) / 5 / 12);
  EXPECT_EQ(fields.local_time("starts"),
            std::chrono::local_days(std::chrono::year(2027) / 5 / 12) + std::chrono::hours(10));
  EXPECT_EQ(fields.object("articles")->text("reference"), "article 22");
  auto resolutions = fields.objects("resolution");
  ASSERT_EQ(resolutions.size(), 2U);
  EXPECT_EQ(resolutions[1].text("label"), "2");
  fields.refuse_others();
  EXPECT_TRUE(findings.empty());
}

// Comments and texts of all four kinds may hold anything, quotes and signs of comments too.
TEST(TomlReaderTest, AccentsStandInCommentsAndTexts) {
  const auto value = read(
      "# \u00e9 \" ' [\n"
      "a = \"\u00e9 # \\\" '\"\n"
      "b = '\u00e9 \" \\'\n"
      "c = \"\"\"\u00e9\n\" \"\" \\\"\"\"\"\"\"  # \u00e9\n"
      "d = '''\u00e9\n'' \\'''''\n"
      "e = \"\"\"\\\n  \u00e9t\u00e9 \\\n \u00a7 3, \\\n\u3042\u2c5f\"\"\"\n"
      "\"\u00e9\" = 1\n");
  Findings findings;
  ValueFields fields(value, PathStyle::dotted, findings);
  EXPECT_EQ(fields.text("a"), "\u00e9 # \" '");
  EXPECT_EQ(fields.text("b"), "\u00e9 \" \\");
  EXPECT_EQ(fields.text("c"), "\u00e9\n\" \"\" \"\"\"");
  EXPECT_EQ(fields.text("d"), "\u00e9\n'' \\''");
  EXPECT_EQ(fields.text("e"), "\u00e9t\u00e9 \u00a7 3, \u3042\u2c5f");
  EXPECT_EQ(fields.integer("\u00e9", {}), 1);
  fields.refuse_others();
  EXPECT_TRUE(findings.empty());
}

TEST(TomlReaderTest, MembersKeepTheOrderAndPlaceOfTheDocument) {
  const auto value = read("zebra = 1\napple = 2\n");
  const auto& object = std::get<ValueObject>(value.content);
  ASSERT_EQ(object.size(), 2U);
  EXPECT_EQ(object[0].key, "zebra");
  EXPECT_EQ(object[1].value.place, (TextPlace{2, 1}));
}

struct Refused {
  std::string name, text;
  Reason reason;
  std::string detail;
};
void PrintTo(const Refused& row, std::ostream* out) { *out << row.name; }
class TomlRefusedTest : public testing::TestWithParam<Refused> {};
TEST_P(TomlRefusedTest, SaysWhere) {
  const auto value = read_toml(as_bytes(GetParam().text));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().reason, GetParam().reason);
  EXPECT_THAT(value.error().detail, HasSubstr(GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(
    Toml, TomlRefusedTest,
    testing::Values(Refused{"key twice", "a = 1\na = 2\n", Reason::toml_malformed, "line 2"},
                    Refused{"no value", "a = 1\nb =\n", Reason::toml_malformed, "line 2"},
                    Refused{"fraction", "a = 1.5\n", Reason::toml_malformed, "line 1, column 5: a fraction"},
                    Refused{"fraction in a list", "a = [\n1,\n2.5]\n", Reason::toml_malformed, "line 3, column 1"},
                    Refused{"time of day", "a = 15:00:00\n", Reason::toml_malformed, "time of day"},
                    Refused{"time with offset", "a = 2027-05-12T10:00:00+02:00\n", Reason::toml_malformed, "offset"},
                    Refused{"no such date", "a = 2027-02-29\n", Reason::toml_malformed, "line 1"},
                    Refused{"too large an integer", "a = 9223372036854775808\n", Reason::toml_malformed, "line 1"},
                    Refused{"Latin-1", "a = \"\xE9\"\n", Reason::text_malformed, "UTF-8"},
                    Refused{"an accent in a key", "a = 1\nr\u00e9f = 1\n", Reason::toml_malformed, "line 2, column 2"},
                    Refused{"an accent after a text", "a = \"x\"\u00e9\n", Reason::toml_malformed, "line 1, column 8"},
                    Refused{"quotes not closed", "a = 1\nb = \"x\n", Reason::toml_malformed, "line 2, column 5"},
                    Refused{"an escaped quote at the end", "a = \"x\\\"\n", Reason::toml_malformed, "line 1, column 5"},
                    Refused{"many quotes not closed", "a = '''x\n''\n", Reason::toml_malformed, "line 1, column 5"},
                    Refused{"a table in a header", "[{\"a\":1", Reason::toml_malformed, ""},
                    Refused{"a time cut off", "a = 2027-05-12T10:x", Reason::toml_malformed, ""},
                    Refused{"a time that is none", "a = 2027-05-12Tx", Reason::toml_malformed, ""},
                    Refused{"nested without end", "a = " + std::string(5000, '['), Reason::toml_malformed, "line 1"},
                    Refused{"too large", std::string((1U << 20) + 1, '\n'), Reason::input_too_large, "settings"}));

TEST(TomlReaderTest, AnUnknownKeyIsAFindingWithTheNearestKnownOne) {
  const auto value = read("[articles]\nreferense = \"article 22\"\nentirely_other = 1\n");
  Findings findings;
  ValueFields fields(value, PathStyle::dotted, findings);
  auto articles = fields.object("articles");
  EXPECT_FALSE(articles->text("reference", Presence::optional));
  articles->refuse_others();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].reason, Reason::value_unknown_key);
  EXPECT_THAT(findings[0].detail, HasSubstr("line 2: articles.referense: did you mean 'reference'?"));
  EXPECT_THAT(findings[1].detail, HasSubstr("line 3: articles.entirely_other: known here: reference"));
}

}  // namespace
}  // namespace sceau
