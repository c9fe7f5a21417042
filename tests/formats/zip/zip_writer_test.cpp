// SPDX-License-Identifier: Apache-2.0
#include "formats/zip/zip_writer.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "formats/zip/zip_reader.h"

namespace sceau {
namespace {

class ZipWriterTest : public testing::Test {
 protected:
  ZipWriterTest() : folder_(Path(testing::TempDir()) / "zip_writer_test") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~ZipWriterTest() override { std::filesystem::remove_all(folder_); }

  std::ptrdiff_t files() const {
    return std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator());
  }

  Path folder_;
};

// `count` pieces of 10,000 bytes, all different.
BytesSource pieces(int count) {
  auto given = std::make_shared<int>(0);
  return [given, count]() -> Result<Bytes> {
    if (*given == count) return Bytes{};
    Bytes piece;
    for (int i = 0; i < 1000; ++i) append(piece, std::to_string(1'000'000'000 + *given * 1000 + i));
    ++*given;
    return piece;
  };
}

Bytes all_of(const BytesSource& next) {
  Bytes all;
  for (auto piece = next(); piece && !piece->empty(); piece = next()) append(all, *piece);
  return all;
}

Status add_sample(Result<ZipWriter>& zip) {
  if (!zip) return zip.error();
  if (auto added = zip->add("manifest.xml", as_bytes("<bundle/>")); !added) return added;
  if (auto added = zip->add("ballots.jsonl", pieces(300), ZipMethod::deflated); !added) return added;
  if (auto added = zip->add("log/entries.jsonl", pieces(40), ZipMethod::stored); !added) return added;
  if (auto added = zip->add("empty", ByteView{}); !added) return added;
  if (auto added = zip->add("papers/of/the/bureau/empty.pdf", ByteView{}, ZipMethod::stored); !added) return added;
  return zip->finish();
}

Status write_sample(const Path& path) {
  auto zip = create_zip(path);
  return add_sample(zip);
}

TEST_F(ZipWriterTest, WhatWasWrittenIsReadBack) {
  const auto written = write_sample(folder_ / "a.zip");
  ASSERT_TRUE(written) << written.error().detail;
  EXPECT_EQ(files(), 1);
  const auto file = map_file(folder_ / "a.zip");
  const auto zip = open_zip(file->bytes());
  ASSERT_TRUE(zip) << zip.error().detail;
  ASSERT_EQ(zip->entries().size(), 5U);
  EXPECT_EQ(to_string(*zip->read("manifest.xml", 100)), "<bundle/>");
  EXPECT_EQ(*zip->read("ballots.jsonl", 10'000'000), all_of(pieces(300)));
  EXPECT_LT(zip->find("ballots.jsonl")->packed.size(), 2'000'000U);
  EXPECT_EQ(*zip->read("log/entries.jsonl", 10'000'000), all_of(pieces(40)));
  EXPECT_EQ(zip->find("log/entries.jsonl")->method, ZipMethod::stored);
  EXPECT_TRUE(zip->read("empty", 0)->empty());
  EXPECT_TRUE(zip->read("papers/of/the/bureau/empty.pdf", 0)->empty());
}

TEST_F(ZipWriterTest, OtherToolsReadIt) {
  ASSERT_TRUE(write_sample(folder_ / "a.zip"));
  const auto script =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
      "assert z.read('manifest.xml')==b'<bundle/>'; assert len(z.read('ballots.jsonl'))==3000000; "
      "assert all(i.flag_bits & 8 == 0 and i.date_time[0] == 1980 for i in z.infolist())";
  const auto command = std::string("python3 -c \"") + script + "\" " + (folder_ / "a.zip").string();
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(ZipWriterTest, TheSameContentGivesTheSameBytes) {
  ASSERT_TRUE(write_sample(folder_ / "a.zip"));
  ASSERT_TRUE(write_sample(folder_ / "b.zip"));
  EXPECT_EQ(*read_file(folder_ / "a.zip", 10'000'000), *read_file(folder_ / "b.zip", 10'000'000));
}

TEST_F(ZipWriterTest, InMemoryItIsTheSameAndNoFile) {
  ASSERT_TRUE(write_sample(folder_ / "a.zip"));
  auto zip = create_zip_in_memory();
  ASSERT_TRUE(add_sample(zip));
  EXPECT_EQ(*std::move(*zip).take(), *read_file(folder_ / "a.zip", 10'000'000));
  EXPECT_EQ(files(), 1);
}

TEST_F(ZipWriterTest, AnExistingFileStays) {
  ASSERT_TRUE(write_atomically(folder_ / "a.zip", as_bytes("mine"), {}));
  EXPECT_EQ(write_sample(folder_ / "a.zip").error().reason, Reason::file_exists);
  EXPECT_EQ(to_string(*read_file(folder_ / "a.zip", 100)), "mine");
  EXPECT_EQ(files(), 1);
}

TEST_F(ZipWriterTest, AFolderThatIsNotThereIsAnError) {
  EXPECT_EQ(write_sample(folder_ / "none" / "a.zip").error().reason, Reason::file_not_writable);
}

TEST_F(ZipWriterTest, ASourceThatFailsLeavesNothing) {
  {
    auto zip = create_zip(folder_ / "a.zip");
    ASSERT_TRUE(zip);
    const auto added = zip->add(
        "a",
        []() -> Result<Bytes> {
          return Error{Reason::value_wrong, "no more"};
        },
        ZipMethod::deflated);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().reason, Reason::value_wrong);
  }
  EXPECT_EQ(files(), 0);
}

TEST_F(ZipWriterTest, NamesThatTheReaderRefusesAreNotWritten) {
  auto zip = create_zip(folder_ / "a.zip");
  ASSERT_TRUE(zip->add("a/b", as_bytes("x")));
  for (const std::string_view name : {"a/b", "", "/a", "../a", "a/../b", "a//b", "a/", "a\\b", "a\n", "\xFF"}) {
    const auto added = zip->add(name, as_bytes("x"));
    ASSERT_FALSE(added) << name;
    EXPECT_EQ(added.error().reason, Reason::zip_malformed) << name;
  }
  EXPECT_TRUE(zip->finish());
}

}  // namespace
}  // namespace sceau
