// SPDX-License-Identifier: Apache-2.0
// What is accepted was compared with Python's csv.reader(strict=True).
#include "formats/csv/csv_reader.h"

#include <gmock/gmock.h>

#include <optional>

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Table = std::vector<std::vector<std::string>>;

Result<Table> table_of(std::string_view text, const CsvLimits& limits = {}) {
  Table table;
  const auto read = read_csv(
      as_bytes(text),
      [&](const CsvRecord& record) -> Status {
        table.push_back(record.fields);
        return Done{};
      },
      limits);
  if (!read) return read.error();
  return table;
}

struct Accepted {
  std::string name, text;
  Table table;
};
void PrintTo(const Accepted& row, std::ostream* out) { *out << row.name; }
class CsvAcceptedTest : public testing::TestWithParam<Accepted> {};
TEST_P(CsvAcceptedTest, Reads) {
  const auto table = table_of(GetParam().text);
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(*table, GetParam().table);
}

INSTANTIATE_TEST_SUITE_P(Csv, CsvAcceptedTest,
                         testing::Values(Accepted{"empty", "", {}}, Accepted{"one field", "a", {{"a"}}},
                                         Accepted{"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
                                         Accepted{"LF, no last line end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
                                         Accepted{"empty fields", ",\n,\n", {{"", ""}, {"", ""}}},
                                         Accepted{"spaces stay", " a , b \n", {{" a ", " b "}}},
                                         Accepted{"quoted separator", "\"a,b\",c\r\n", {{"a,b", "c"}}},
                                         Accepted{"doubled quote", "\"a\"\"b\",\"\"\n", {{"a\"b", ""}}},
                                         Accepted{"quoted line ends", "\"a\r\nb\nc\",d\r\n", {{"a\r\nb\nc", "d"}}},
                                         Accepted{"byte-order mark",
                                                  "\xEF\xBB\xBF"
                                                  "a,b\n",
                                                  {{"a", "b"}}},
                                         Accepted{"accents",
                                                  "H\xC3\xA9"
                                                  "l\xC3\xA8"
                                                  "ne,\xE2\x82\xAC\n",
                                                  {{"H\xC3\xA9"
                                                    "l\xC3\xA8"
                                                    "ne",
                                                    "\xE2\x82\xAC"}}},
                                         Accepted{"one column, empty line", "a\n\nb\n", {{"a"}, {""}, {"b"}}}));

struct Refused {
  std::string name, text;
  Reason reason;
  std::string detail;
};
void PrintTo(const Refused& row, std::ostream* out) { *out << row.name; }
class CsvRefusedTest : public testing::TestWithParam<Refused> {};
TEST_P(CsvRefusedTest, SaysWhere) {
  const auto table = table_of(GetParam().text);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().reason, GetParam().reason);
  EXPECT_THAT(table.error().detail, HasSubstr(GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(
    Csv, CsvRefusedTest,
    testing::Values(Refused{"quote inside", "a,b\nc,d\"e\n", Reason::csv_malformed, "line 2, column 4"},
                    Refused{"after the closing quote", "\"a\"b\n", Reason::csv_malformed, "line 1, column 4"},
                    Refused{"space after the closing quote", "\"a\" ,b\n", Reason::csv_malformed, "line 1, column 4"},
                    Refused{"never closed", "a\n\"b\nc\n", Reason::csv_malformed, "line 2, column 1"},
                    Refused{"never closed, quote doubled at the end", "\"b\"\"", Reason::csv_malformed, "never closed"},
                    Refused{"fewer fields", "a,b\nc\n", Reason::csv_malformed, "line 2: 1 fields"},
                    Refused{"more fields", "a,b\r\nc,d,e\r\n", Reason::csv_malformed, "line 2: 3 fields"},
                    Refused{"empty line", "a,b\n\nc,d\n", Reason::csv_malformed, "line 2"},
                    Refused{"CR alone", "a\rb\n", Reason::csv_malformed, "CR without LF"},
                    Refused{"mixed line ends", "a\r\nb\n", Reason::csv_malformed, "line 2, column 2: CRLF and LF"},
                    Refused{"tab", "a\tb\n", Reason::csv_malformed, "control character"},
                    Refused{"NUL in quotes", std::string("\"a\0b\"\n", 6), Reason::csv_malformed, "control character"},
                    Refused{"NUL", std::string("\0", 1), Reason::csv_malformed, "control character"},
                    Refused{"Latin-1",
                            "H\xE9"
                            "l\xE8"
                            "ne\n",
                            Reason::text_malformed, "UTF-8"},
                    Refused{"line counted through quotes", "\"a\nb\",c\nd,\"e\n\n", Reason::csv_malformed,
                            "line 3, column 3"}));

TEST(CsvReaderTest, LimitsHold) {
  const CsvLimits limits{.document_bytes = 20, .columns = 3, .field_bytes = 4};
  EXPECT_TRUE(table_of("a,b,c\n", limits));
  EXPECT_EQ(table_of("a,b,c,d\n", limits).error().reason, Reason::csv_malformed);
  EXPECT_TRUE(table_of("abcd\n", limits));
  EXPECT_EQ(table_of("abcde\n", limits).error().reason, Reason::csv_malformed);
  EXPECT_EQ(table_of("\"abcde\"\n", limits).error().reason, Reason::csv_malformed);
  EXPECT_TRUE(table_of("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n", limits));
  EXPECT_EQ(table_of("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk", limits).error().reason, Reason::input_too_large);
}

TEST(CsvReaderTest, TheVisitorMayEndTheReading) {
  int records = 0;
  const auto read = read_csv(as_bytes("a\nb\nc\n"), [&](const CsvRecord& record) -> Status {
    ++records;
    if (record.line == 2) return Error{Reason::value_wrong, "enough"};
    return Done{};
  });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, Reason::value_wrong);
  EXPECT_EQ(records, 2);
}

TEST(CsvReaderTest, AFieldIsQuotedOnlyWhereItMust) {
  EXPECT_EQ(csv_field("Dupont"), "Dupont");
  EXPECT_EQ(csv_field("12, rue \"Neuve\""), "\"12, rue \"\"Neuve\"\"\"");
  EXPECT_EQ(table_of(csv_field("\xEF\xBB\xBF"))->front().front(), "\xEF\xBB\xBF");  // not taken for the mark
  EXPECT_THAT(table_of(csv_field("a\r\nb") + "," + csv_field("c"))->front(), ElementsAre("a\r\nb", "c"));
}

}  // namespace
}  // namespace sceau
