// SPDX-License-Identifier: Apache-2.0
// Any bytes as a PDF: reading answers, and what can be signed keeps its bytes and shows a whole signature afterwards.
#include <algorithm>
#include <cstdlib>

#include "formats/pdf/reserve_signature.h"
#include "formats/pdf/revision_changes.h"

namespace sceau {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<CoveredBytes> look_at(const PdfFile& file) {
  const auto signatures = find_signatures(file);
  std::vector<CoveredBytes> covered;
  if (!signatures) return covered;
  for (const auto& signature : *signatures) covered.push_back(covered_bytes(file, signature));
  require(changes_after_signatures(file, *signatures, covered).size() == signatures->size());
  return covered;
}

void sign(const PdfFile& file) {
  auto prepared = reserve_signature(file, {.hole_bytes = 64});
  if (!prepared) return;
  const auto filled = fill_signature(std::move(*prepared), Bytes(64, 0x5a));
  require(bool(filled));
  Bytes whole;
  for (const ByteView piece : filled->pieces()) append(whole, piece);
  require(std::ranges::equal(file.bytes(), ByteView(whole).first(file.bytes().size())));
  const auto again = PdfFile::open(whole);
  require(bool(again));
  const auto covered = look_at(*again);
  require(std::ranges::any_of(covered,
                              [](const auto& each) { return each.coverage == ByteRangeCoverage::whole_document; }));
}

}  // namespace
}  // namespace sceau

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = sceau::PdfFile::open({data, size});
  if (!file) return 0;
  sceau::look_at(*file);
  sceau::sign(*file);
  return 0;
}
