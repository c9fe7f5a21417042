// SPDX-License-Identifier: Apache-2.0
// Every PDF of the corpus folder pdf-unsigned, signed with a dummy CMS or refused as its expected.tsv says.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "formats/pdf/byte_range.h"
#include "formats/pdf/reserve_signature.h"
#include "foundation/file_bytes.h"
#include "tests/formats/pdf/outside_tools.h"

namespace sceau {
namespace {

struct Row {
  std::string path, expect;
};

std::vector<Row> read_rows(const Path& folder) {
  std::ifstream table(folder / "expected.tsv");
  std::vector<Row> rows;
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::istringstream columns(line);
    Row row;
    std::getline(columns, row.path, '\t');
    std::getline(columns, row.expect, '\t');
    rows.push_back(row);
  }
  return rows;
}

Result<Bytes> sign_with_dummy(ByteView original) {
  auto file = PdfFile::open(original);
  if (!file) return file.error();
  auto prepared = reserve_signature(*file, {.hole_bytes = 512});
  if (!prepared) return prepared.error();
  auto filled = fill_signature(std::move(*prepared), Bytes(300, 0x5a));
  if (!filled) return filled.error();
  Bytes whole;
  for (const ByteView piece : filled->pieces()) append(whole, piece);
  return whole;
}

void expect_sound_signature(ByteView original, ByteView whole) {
  ASSERT_TRUE(std::ranges::equal(original, whole.first(original.size())));
  auto file = PdfFile::open(whole);
  ASSERT_TRUE(file) << file.error().detail;
  auto signatures = find_signatures(*file);
  ASSERT_TRUE(signatures) << signatures.error().detail;
  ASSERT_FALSE(signatures->empty());
  EXPECT_TRUE(signatures->back().findings.empty());
  EXPECT_EQ(covered_bytes(*file, signatures->back()).coverage, ByteRangeCoverage::whole_document);
  EXPECT_LE(qpdf_check(whole), qpdf_check(original));
}

TEST(UnsignedCorpus, IsSignedOrRefusedAsExpected) {
  const char* corpus = std::getenv("SCEAU_CORPUS");
  if (!corpus) GTEST_SKIP() << "SCEAU_CORPUS is not set";
  const Path folder = Path(corpus) / "pdf-unsigned";
  for (const Row& row : read_rows(folder)) {
    SCOPED_TRACE(row.path);
    auto original = read_file(folder / row.path, std::size_t{64} << 20);
    ASSERT_TRUE(original);
    auto whole = sign_with_dummy(*original);
    if (row.expect == "sign") {
      EXPECT_TRUE(whole) << (whole ? "" : whole.error().detail);
      if (whole) expect_sound_signature(*original, *whole);
    } else if (row.expect != "either") {
      EXPECT_FALSE(whole);
    }
    if (!whole)
      std::cout << row.path << " (" << row.expect << "): " << stable_name(whole.error().reason) << ": "
                << whole.error().detail << "\n";
  }
}

}  // namespace
}  // namespace sceau
