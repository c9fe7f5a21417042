// SPDX-License-Identifier: Apache-2.0
// An incremental update (ISO 32000-1, 7.5.6): changed and new objects, and a cross-reference section in the style of
// the previous one, to be appended to a PDF whose bytes stay as they are.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "formats/pdf/pdf_file.h"

namespace sceau {

using FileIdentifier = std::array<std::uint8_t, 16>;

struct WrittenObject {
  ObjectId id;
  std::string body;  // what stands between "obj" and "endobj", in PDF syntax
};

struct IncrementalUpdate {
  Bytes bytes;                         // to be written after the original
  std::vector<std::size_t> bodies_at;  // file offset of each body, in the order given
};

// The lowest object number that no revision has used or promised to use.
int first_free_object_number(const PdfFile& file);

// Deterministic: same file, objects and identifier, same bytes. A table continues a table (exact entries of 20 bytes),
// a stream a stream, and a table a hybrid section. The first element of the trailer's /ID is kept, the second becomes
// `identifier`. `objects` name each object once; the number after the highest of them may be taken for the
// cross-reference stream. Errors: pdf.malformed (the last revision has no proper end), input.too_large (over 9.3 GB).
Result<IncrementalUpdate> write_incremental_update(const PdfFile& file, std::span<const WrittenObject> objects,
                                                   const FileIdentifier& identifier);

}  // namespace sceau
