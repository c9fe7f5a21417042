// SPDX-License-Identifier: Apache-2.0
// Opening a PDF, and making room for a signature in it. Floor: SHA-256 of the bytes, which signing cannot do without.
#include <fmt/format.h>

#include "bench/floor.h"
#include "bench/hot_path.h"
#include "bench/sample_documents.h"
#include "formats/pdf/reserve_signature.h"

namespace sceau::bench {
namespace {

void reserve(ByteView document) {
  const auto file = sound(PdfFile::open(document), "open");
  benchmark::DoNotOptimize(sound(reserve_signature(file, {.hole_bytes = 4096}), "reserve").hole());
}

}  // namespace

void register_open_pdf() {
  const auto document = std::make_shared<const Bytes>(sample_pdf(small_pdf_bytes));
  const auto floor = [document] { benchmark::DoNotOptimize(plain_sha256(*document)); };
  hot_path(
      "pdf/open/18.6 KB",
      [document] { benchmark::DoNotOptimize(sound(PdfFile::open(*document), "open").bytes().data()); }, floor);
  hot_path(
      "pdf/open + reserve/18.6 KB", [document] { reserve(*document); }, floor);
}

}  // namespace sceau::bench
