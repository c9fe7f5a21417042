// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only: an object as PDF text, without reading what it refers to. qpdf's own unparse() reads every
// referenced object to leave out entries that are null; here a reference stays as it is.
#pragma once

#include <string>

#include "formats/pdf/qpdf_document.h"

namespace sceau {

// As an entry: "12 0 R" where it is indirect.
std::string entry_text(const QPDFObjectHandle& object);

// The object itself, indirect or not; of a stream the dictionary. Entries that are a direct null are left out.
std::string object_text(QPDFObjectHandle object);

}  // namespace sceau
