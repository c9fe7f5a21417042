// SPDX-License-Identifier: Apache-2.0
// The archive was made by Python's zipfile with fixed dates: a.txt, stored, and dir/b.txt, deflated, 100 times
// "ballot ". Damage is done by hand; offsets: headers at 0 and 41, directory at 96 and 147, end record at 202.
#include "formats/zip/zip_reader.h"

#include <gmock/gmock.h>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

using testing::HasSubstr;

constexpr std::string_view python_archive =
    "504b03041400000000000000210020303a36060000000600000005000000612e74787468656c6c6f0a504b03041400000008000000210066"
    "d1377910000000bc020000090000006469722f622e7478744b4accc9c92f51481aa546a9a1460100504b0102140314000000000000002100"
    "20303a360600000006000000050000000000000000000000800100000000612e747874504b010214031400000008000000210066d1377910"
    "000000bc0200000900000000000000000000008001290000006469722f622e747874504b050600000000020002006a000000600000000000";

Bytes archive() { return *from_hex(python_archive); }

std::string content_of(const ZipReader& zip, std::string_view name) {
  const auto content = zip.read(name, 1000);
  return content ? to_string(*content) : content.error().detail;
}

TEST(ZipReaderTest, ReadsWhatPythonWrote) {
  const auto bytes = archive();
  const auto zip = open_zip(bytes);
  ASSERT_TRUE(zip) << zip.error().detail;
  ASSERT_EQ(zip->entries().size(), 2U);
  EXPECT_EQ(zip->entries()[0].name, "a.txt");
  EXPECT_EQ(zip->entries()[1].name, "dir/b.txt");
  EXPECT_EQ(content_of(*zip, "a.txt"), "hello\n");
  std::string ballots;
  for (int i = 0; i < 100; ++i) ballots += "ballot ";
  EXPECT_EQ(content_of(*zip, "dir/b.txt"), ballots);
  EXPECT_EQ(zip->read("b.txt", 1000).error().reason, Reason::zip_file_missing);
  EXPECT_EQ(zip->read("dir/b.txt", 699).error().reason, Reason::input_too_large);
}

struct Patch {
  std::size_t at;
  std::string hex;
};

struct Damage {
  std::string name;
  std::vector<Patch> patches;
  Reason reason;
  std::string detail;
};
void PrintTo(const Damage& row, std::ostream* out) { *out << row.name; }
class ZipDamageTest : public testing::TestWithParam<Damage> {};

// The structure, and then every content: the first error.
Status read_all(ByteView bytes) {
  const auto zip = open_zip(bytes);
  if (!zip) return zip.error();
  for (const auto& entry : zip->entries()) {
    if (const auto read = zip->read(entry.name, 1000); !read) return read.error();
  }
  return Done{};
}

TEST_P(ZipDamageTest, IsRefusedWithItsReason) {
  auto bytes = archive();
  for (const auto& patch : GetParam().patches) {
    const auto replacement = *from_hex(patch.hex);
    std::copy(replacement.begin(), replacement.end(), bytes.begin() + static_cast<std::ptrdiff_t>(patch.at));
  }
  const auto read = read_all(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, GetParam().reason) << read.error().detail;
  EXPECT_THAT(read.error().detail, HasSubstr(GetParam().detail));
}

// A name of five bytes, in header and directory.
std::vector<Patch> renamed(std::string_view name) {
  const auto hex = hex_lower(as_bytes(name));
  return {{30, hex}, {96 + 46, hex}};
}

INSTANTIATE_TEST_SUITE_P(
    Zip, ZipDamageTest,
    testing::Values(
        Damage{"absolute", renamed("/.txt"), Reason::zip_malformed, "not taken"},
        Damage{"out of the folder", renamed("../ab"), Reason::zip_malformed, "not taken"},
        Damage{"back inside", renamed("a/../"), Reason::zip_malformed, "not taken"},
        Damage{"here", renamed("./abc"), Reason::zip_malformed, "not taken"},
        Damage{"folder", renamed("abcd/"), Reason::zip_malformed, "not taken"},
        Damage{"empty part", renamed("a//bc"), Reason::zip_malformed, "not taken"},
        Damage{"backslash", renamed("a\\b.t"), Reason::zip_malformed, "not taken"},
        Damage{"drive", renamed("C:abc"), Reason::zip_malformed, "not taken"},
        Damage{"NUL", renamed(std::string_view("a\0txt", 5)), Reason::zip_malformed, "not taken"},
        Damage{"not UTF-8", renamed("a\xE9txt"), Reason::zip_malformed, "not taken"},
        Damage{"header names another file", {{30, "62"}}, Reason::zip_malformed, "disagree"},
        Damage{"header has another CRC", {{14, "00"}}, Reason::zip_malformed, "disagree"},
        Damage{"header has another size", {{22, "07"}}, Reason::zip_malformed, "disagree"},
        Damage{"header has another method", {{8, "08"}}, Reason::zip_malformed, "disagree"},
        Damage{"wrong CRC in both", {{14, "00"}, {112, "00"}}, Reason::zip_malformed, "CRC-32"},
        Damage{"content changed", {{35, "48"}}, Reason::zip_malformed, "CRC-32"},
        Damage{"deflated data changed", {{80, "FF"}}, Reason::zip_malformed, "dir/b.txt"},
        Damage{"unpacks to more", {{41 + 22, "BB"}, {147 + 24, "BB"}}, Reason::zip_malformed, "more content"},
        Damage{"unpacks to less", {{41 + 22, "BD"}, {147 + 24, "BD"}}, Reason::zip_malformed, "less content"},
        Damage{"stored in two sizes", {{22, "05"}, {120, "05"}}, Reason::zip_malformed, "two sizes"},
        Damage{"encrypted", {{6, "01"}, {104, "01"}}, Reason::zip_unsupported, "encrypted"},
        Damage{"data descriptor", {{6, "08"}, {104, "08"}}, Reason::zip_unsupported, "data descriptor"},
        Damage{"other method", {{8, "0C"}, {106, "0C"}}, Reason::zip_unsupported, "method 12"},
        Damage{"ZIP64 size", {{120, "FFFFFFFF"}}, Reason::zip_unsupported, "ZIP64"},
        Damage{"ZIP64 end", {{202 + 16, "FFFFFFFF"}}, Reason::zip_unsupported, "ZIP64"},
        Damage{"second disk", {{202 + 4, "01"}}, Reason::zip_unsupported, "disks"},
        Damage{"file on a second disk", {{96 + 34, "01"}}, Reason::zip_unsupported, "disks"},
        Damage{"hidden from the directory", {{202 + 8, "01000100"}}, Reason::zip_malformed, "between the directory"},
        Damage{"more files than listed", {{202 + 8, "03000300"}}, Reason::zip_malformed, "cut short"},
        Damage{"overlap", {{147 + 42, "00"}}, Reason::zip_malformed, "overlap"},
        Damage{"gap", {{96 + 42, "01"}}, Reason::zip_malformed, "gap"},
        Damage{"no header", {{3, "05"}}, Reason::zip_malformed, "no header"},
        Damage{"no directory", {{96, "00"}}, Reason::zip_malformed, "no header of the directory"},
        Damage{"no end record", {{202, "00"}}, Reason::zip_malformed, "end record"},
        Damage{"comment promised", {{222, "01"}}, Reason::zip_malformed, "comment"},
        Damage{"directory elsewhere", {{202 + 16, "5F"}}, Reason::zip_malformed, "directory"}));

TEST(ZipReaderTest, TheSameNameTwiceIsRefused) {
  auto bytes = archive();
  const auto name = to_bytes("a.txt");  // shorter than dir/b.txt: cut the second name down, header and directory
  for (const std::size_t at : {std::size_t{147}, std::size_t{41}}) {
    const auto name_at = at + (at == 147 ? 46 : 30);
    bytes[at + (at == 147 ? 28 : 26)] = 5;
    std::copy(name.begin(), name.end(), bytes.begin() + static_cast<std::ptrdiff_t>(name_at));
    bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(name_at + 5),
                bytes.begin() + static_cast<std::ptrdiff_t>(name_at + 9));
  }
  bytes[bytes.size() - 10] -= 4;  // the directory: four bytes shorter, four bytes earlier
  bytes[bytes.size() - 6] -= 4;
  const auto zip = open_zip(bytes);
  ASSERT_FALSE(zip);
  EXPECT_EQ(zip.error().reason, Reason::zip_malformed);
  EXPECT_THAT(zip.error().detail, HasSubstr("twice: a.txt"));
}

// One octet more in the entry, and every size and place says so.
TEST(ZipReaderTest, OctetsBehindTheDeflatedDataAreRefused) {
  auto bytes = archive();
  bytes.insert(bytes.begin() + 96, 0);
  for (const std::size_t at : {std::size_t{41 + 18}, std::size_t{148 + 20}, std::size_t{203 + 16}}) ++bytes[at];
  const auto zip = open_zip(bytes);
  ASSERT_TRUE(zip) << zip.error().detail;
  const auto read = zip->read("dir/b.txt", 1000);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, Reason::zip_malformed);
  EXPECT_THAT(read.error().detail, HasSubstr("octets behind the deflated data: dir/b.txt"));
}

TEST(ZipReaderTest, EveryPrefixAndEveryTrailIsRefused) {
  const auto bytes = archive();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(open_zip(ByteView(bytes).first(size))) << size;
  }
  auto longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(open_zip(longer));
  auto later = bytes;
  later.insert(later.begin(), 0);
  EXPECT_FALSE(open_zip(later));
}

// Whatever bit is flipped: refused, or the names and contents are what they were (dates, attributes).
TEST(ZipReaderTest, NoFlippedBitChangesAFileUnnoticed) {
  const auto original = archive();
  const auto good = open_zip(original);
  ASSERT_TRUE(good);
  for (std::size_t bit = 0; bit < original.size() * 8; ++bit) {
    auto bytes = original;
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    if (!read_all(bytes)) continue;
    const auto zip = open_zip(bytes);
    ASSERT_EQ(zip->entries().size(), 2U);
    for (const auto& entry : good->entries()) {
      ASSERT_NE(zip->find(entry.name), nullptr) << bit;
      EXPECT_EQ(content_of(*zip, entry.name), content_of(*good, entry.name)) << bit;
    }
  }
}

TEST(ZipReaderTest, LimitsHold) {
  const auto bytes = archive();
  EXPECT_TRUE(open_zip(bytes, {.entries = 2, .entry_bytes = 700, .archive_bytes = 706}));
  EXPECT_EQ(open_zip(bytes, {.entries = 1}).error().reason, Reason::input_too_large);
  EXPECT_EQ(open_zip(bytes, {.entry_bytes = 699}).error().reason, Reason::input_too_large);
  EXPECT_EQ(open_zip(bytes, {.archive_bytes = 705}).error().reason, Reason::input_too_large);
}

TEST(ZipReaderTest, TheVisitorMayEndTheReading) {
  const auto bytes = archive();
  const auto zip = open_zip(bytes);
  const auto read = zip->stream("dir/b.txt", [](ByteView) -> Status { return Error{Reason::value_wrong, "enough"}; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, Reason::value_wrong);
}

}  // namespace
}  // namespace sceau
