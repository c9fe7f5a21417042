// SPDX-License-Identifier: Apache-2.0
#include "vote/entry_lines.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

constexpr std::string_view header = "index\ttype\tat\tnode\tsalt\tpayload\n";

Result<std::vector<LogEntry>> read_all(const std::string& text) {
  std::vector<LogEntry> entries;
  const auto read = read_entry_lines(text, [&](std::int64_t index, LogEntry entry) -> Status {
    EXPECT_EQ(index, static_cast<std::int64_t>(entries.size()));
    entries.push_back(std::move(entry));
    return Done{};
  });
  return read ? Result<std::vector<LogEntry>>(std::move(entries)) : read.error();
}

std::string written(const std::vector<LogEntry>& entries) {
  std::string text(header);
  for (std::size_t index = 0; index < entries.size(); ++index) {
    text += entry_line(static_cast<std::int64_t>(index), entries[index]);
  }
  return text;
}

// Every type there is, one after the other.
std::vector<LogEntry> of_every_type() {
  std::vector<LogEntry> entries;
  for (const auto* type : {"open", "ballot", "refusal", "mandate", "revocation", "register-change", "clock", "close",
                           "opening", "tally", "publish", "erase", "admin"}) {
    const auto known = entry_type_named(type);
    EXPECT_TRUE(known) << type;
    if (!known) continue;
    const auto at = *from_rfc3339("2027-05-11T12:59:59.9Z") + std::chrono::seconds(entries.size());
    entries.push_back({*known, at, "node-1", Bytes(32, static_cast<std::uint8_t>(entries.size())),
                       to_bytes("{\"act\":\"" + std::string(type) + "\"}")});
  }
  return entries;
}

TEST(EntryLines, WhatIsWrittenIsReadAgainAndWrittenTheSame) {
  const auto entries = of_every_type();
  const auto text = written(entries);
  const auto read = read_all(text);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(written(*read), text);
  ASSERT_EQ(read->size(), entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ((*read)[i].type, entries[i].type);
    EXPECT_EQ((*read)[i].at, entries[i].at);
    EXPECT_EQ((*read)[i].node, entries[i].node);
    EXPECT_EQ((*read)[i].salt, entries[i].salt);
    EXPECT_EQ((*read)[i].payload, entries[i].payload);
  }
}

const std::string good = "0\tballot\t2027-05-11T12:00:00Z\tnode-1\t00ff\t{\"kind\":\"ballot\"}\n";

struct ReadCase {
  const char* name;
  std::string text;
  bool is_read = false;
};
void PrintTo(const ReadCase& c, std::ostream* out) { *out << c.name; }

std::string with(std::string_view from, std::string_view to) {
  auto line = good;
  line.replace(line.find(from), from.size(), to);
  return std::string(header) + line;
}

class ReadEntryLines : public testing::TestWithParam<ReadCase> {};
TEST_P(ReadEntryLines, AreReadOrMalformed) {
  const auto entries = read_all(GetParam().text);
  EXPECT_EQ(static_cast<bool>(entries), GetParam().is_read);
  if (!GetParam().is_read) {
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().reason, Reason::bundle_malformed);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Lines, ReadEntryLines,
    testing::Values(ReadCase{"no entry", std::string(header), true}, ReadCase{"one", std::string(header) + good, true},
                    ReadCase{"payload with a tab, which is kept", with("{\"kind\"", "{\t\"kind\""), true},
                    ReadCase{"empty payload", with("{\"kind\":\"ballot\"}", ""), true}, ReadCase{"nothing at all", ""},
                    ReadCase{"no header", good}, ReadCase{"another header", "index\ttype\tat\tnode\tsalt\n" + good},
                    ReadCase{"header without its end", std::string(header.substr(0, header.size() - 1))},
                    ReadCase{"no line end", std::string(header) + good.substr(0, good.size() - 1)},
                    ReadCase{"an empty line", std::string(header) + "\n"},
                    ReadCase{"a field is missing", with("\tnode-1", "")}, ReadCase{"begins at 1", with("0\t", "1\t")},
                    ReadCase{"index with a zero before", with("0\t", "00\t")},
                    ReadCase{"the index stands still", std::string(header) + good + good},
                    ReadCase{"a type that nobody knows", with("ballot\t", "ballots\t")},
                    ReadCase{"a time with an offset", with("12:00:00Z", "14:00:00+02:00")},
                    ReadCase{"a time with zeros behind", with("12:00:00Z", "12:00:00.000Z")},
                    ReadCase{"no time", with("2027-05-11T12:00:00Z", "noon")},
                    ReadCase{"a salt that is no hexadecimal", with("00ff", "00fg")},
                    ReadCase{"a salt in capitals", with("00ff", "00FF")},
                    ReadCase{"half an octet of salt", with("00ff", "00f")}));

TEST(ReadEntryLines, EndsWithTheErrorOfTheVisitor) {
  const auto read = read_entry_lines(std::string(header) + good, [](std::int64_t, LogEntry) -> Status {
    return Error{Reason::vote_entry_malformed, ""};
  });
  EXPECT_EQ(read.error().reason, Reason::vote_entry_malformed);
}

}  // namespace
}  // namespace sceau
