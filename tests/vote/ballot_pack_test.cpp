// SPDX-License-Identifier: Apache-2.0
#include "vote/ballot_pack.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

using Records = std::vector<std::pair<std::int64_t, std::string>>;

Result<Records> read_all(std::string_view pack) {
  Records records;
  const auto read = read_pack(as_bytes(pack), [&](std::int64_t index, ByteView document) -> Status {
    records.emplace_back(index, to_string(document));
    return Done{};
  });
  return read ? Result<Records>(std::move(records)) : read.error();
}

struct ReadCase {
  const char* name;
  std::string pack;
  std::optional<Records> records;  // nothing: bundle.malformed
};
void PrintTo(const ReadCase& c, std::ostream* out) { *out << c.name; }

class ReadPack : public testing::TestWithParam<ReadCase> {};
TEST_P(ReadPack, IsReadOrMalformed) {
  const auto records = read_all(GetParam().pack);
  if (GetParam().records) {
    ASSERT_TRUE(records) << records.error().detail;
    EXPECT_EQ(*records, *GetParam().records);
  } else {
    ASSERT_FALSE(records);
    EXPECT_EQ(records.error().reason, Reason::bundle_malformed);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Packs, ReadPack,
    testing::Values(ReadCase{"nothing", "", Records{}}, ReadCase{"one", "0 2\nab\n", Records{{0, "ab"}}},
                    ReadCase{"two", "3 2\nab\n7 1\nc\n", Records{{3, "ab"}, {7, "c"}}},
                    ReadCase{"empty document", "3 0\n\n", Records{{3, ""}}},
                    ReadCase{"line ends and numbers inside", "3 6\n\n4 1\na\n", Records{{3, "\n4 1\na"}}},
                    ReadCase{"the index does not rise", "3 2\nab\n3 1\nc\n", {}},
                    ReadCase{"the index falls", "3 2\nab\n2 1\nc\n", {}}, ReadCase{"negative index", "-1 2\nab\n", {}},
                    ReadCase{"index with a zero before", "03 2\nab\n", {}},
                    ReadCase{"index with a plus", "+3 2\nab\n", {}},
                    ReadCase{"size with a zero before", "3 02\nab\n", {}}, ReadCase{"no size", "3\nab\n", {}},
                    ReadCase{"two spaces", "3  2\nab\n", {}}, ReadCase{"text for a number", "three 2\nab\n", {}},
                    ReadCase{"beyond 64 bits", "9223372036854775808 2\nab\n", {}},
                    ReadCase{"shorter than it says", "3 3\nab\n", {}}, ReadCase{"longer than it says", "3 1\nab\n", {}},
                    ReadCase{"a size of the whole world", "3 9223372036854775807\nab\n", {}},
                    ReadCase{"no line end behind", "3 2\nab", {}}, ReadCase{"something behind", "3 2\nab\n\n", {}}));

TEST(ReadPack, EndsWithTheErrorOfTheVisitor) {
  int visits = 0;
  const auto read = read_pack(as_bytes("0 1\na\n1 1\nb\n"), [&](std::int64_t, ByteView) -> Status {
    ++visits;
    return Error{Reason::vote_ballot_unopened, ""};
  });
  EXPECT_EQ(read.error().reason, Reason::vote_ballot_unopened);
  EXPECT_EQ(visits, 1);
}

class WritePacks : public testing::Test {
 protected:
  WritePacks()
      : writer([this](const std::string& name, ByteView pack) -> Status {
          if (sink_fails) return Error{Reason::file_no_space, ""};
          packs.emplace_back(name, to_string(pack));
          return Done{};
        }) {}
  std::vector<std::pair<std::string, std::string>> packs;
  bool sink_fails = false;
  PackWriter writer;
};

TEST_F(WritePacks, WhatIsWrittenIsReadAgain) {
  const Records records{{0, "ab"}, {4, ""}, {412, std::string("\n\0 9 9\n", 7)}};
  for (const auto& [index, document] : records) ASSERT_TRUE(writer.add(index, as_bytes(document)));
  EXPECT_THAT(packs, IsEmpty());
  ASSERT_TRUE(writer.finish());
  ASSERT_THAT(packs, SizeIs(1));
  EXPECT_EQ(packs[0].first, "0000000.pack");
  EXPECT_EQ(*read_all(packs[0].second), records);
  ASSERT_TRUE(writer.finish());  // nothing more was collected
  EXPECT_THAT(packs, SizeIs(1));
}

TEST_F(WritePacks, APackIsFullAfterAThousandAndNamedAfterItsFirst) {
  for (std::int64_t index = 7; index < 7 + 1001; ++index) ASSERT_TRUE(writer.add(index, as_bytes("x")));
  EXPECT_THAT(packs, ElementsAre(Pair("0000007.pack", testing::_)));
  ASSERT_TRUE(writer.finish());
  ASSERT_THAT(packs, ElementsAre(Pair("0000007.pack", testing::_), Pair("0001007.pack", "1007 1\nx\n")));
  EXPECT_THAT(*read_all(packs[0].second), SizeIs(most_records_in_pack));
}

TEST_F(WritePacks, TheErrorOfTheSinkIsTold) {
  sink_fails = true;
  ASSERT_TRUE(writer.add(0, as_bytes("x")));
  EXPECT_EQ(writer.finish().error().reason, Reason::file_no_space);
}

}  // namespace
}  // namespace sceau
