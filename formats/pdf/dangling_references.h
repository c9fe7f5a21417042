// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only. A reference to an object that is not there is null, until a later revision makes the object:
// that is how a document can be prepared, before it is signed, to change afterwards.
#pragma once

#include <set>
#include <string_view>

#include "formats/pdf/pdf_file.h"

namespace sceau {

// Those of the numbers that are mentioned as "12 0 R" anywhere in the file, be it in objects that nothing uses or in
// the text of a stream, with any white space or comment between: one alarm too many rather than one too few. Trailers
// do not count. Error: pdf.malformed (an object stream cannot be decoded).
Result<std::set<int>> mentioned_objects(const PdfFile& file, const std::set<int>& numbers);

// Is the object mentioned as the value of that key ("/Metadata") and nowhere else? Error: pdf.malformed.
Result<bool> is_only_named_by(const PdfFile& file, int number, std::string_view key);

}  // namespace sceau
