// SPDX-License-Identifier: Apache-2.0
// The files that a PDF carries (ISO 32000-1, 7.11.4: the name tree EmbeddedFiles), as the newest revision has them.
#pragma once

#include <string>
#include <vector>

#include "formats/pdf/pdf_file.h"

namespace sceau {

struct CarriedFile {
  std::string name;  // its key in the name tree, UTF-8
  Bytes bytes;       // decoded
};

// In the order of their names. What is attached by an annotation alone is not listed. Errors: pdf.malformed;
// input.too_large (more than `limit` bytes in all, or more than 1,000 files).
Result<std::vector<CarriedFile>> carried_files(const PdfFile& file, std::size_t limit);

}  // namespace sceau
