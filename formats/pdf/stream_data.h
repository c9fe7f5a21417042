// SPDX-License-Identifier: Apache-2.0
// The data of a stream that is found by its place in the file, not by its object number: qpdf does the filters.
#pragma once

#include "formats/pdf/raw_syntax.h"
#include "foundation/result.h"

namespace sceau {

struct StreamExtent {
  RawSpan data;                // encoded
  std::size_t object_end = 0;  // after "endobj", or "endstream" where that is missing
};

// Where the data of the stream stands whose dictionary is given. Nothing where /Length is not a direct integer or
// does not lead to "endstream".
std::optional<StreamExtent> raw_stream_extent(ByteView bytes, const RawDictionary& dictionary);

// Decodes at most `limit` bytes; data that goes on is left, so that a small file cannot fill the memory.
// Error: pdf.malformed.
Result<Bytes> decode_stream(ByteView bytes, const RawDictionary& dictionary, RawSpan data, std::size_t limit);

}  // namespace sceau
