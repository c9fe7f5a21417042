// SPDX-License-Identifier: Apache-2.0
// What the byte range of a signature covers, judged on raw bytes (ISO 32000-1, 12.8.1).
#pragma once

#include <optional>
#include <vector>

#include "formats/pdf/signature_field.h"

namespace sceau {

enum class ByteRangeCoverage {
  whole_document,  // every byte of the file but the hole
  whole_revision,  // every byte up to the end of an earlier revision, or up to what trails behind the last
  partial,         // less: bytes that belong to the signed revision are not covered
  none             // there is no usable byte range
};

struct CoveredBytes {
  ByteRangeCoverage coverage = ByteRangeCoverage::none;
  std::optional<std::size_t> revision;  // the last revision covered, for the two whole ones
  std::size_t end = 0;                  // file offset after the last byte covered
  std::vector<ByteView> pieces;         // what is digested, in order; empty for `none`
  Findings findings;                    // pdf.byte_range, pdf.byte_range_gap
};

// The range must be two pieces: from 0 to the '<' of this signature's own /Contents and from after its '>' on, with
// nothing but hexadecimal digits between. The pieces point into the bytes of `file`.
CoveredBytes covered_bytes(const PdfFile& file, const SignatureDictionary& signature);

}  // namespace sceau
