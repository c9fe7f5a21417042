// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf/pages only.
#pragma once

#include <string>

#include "formats/pdf/pages/page_document.h"

namespace sceau {

inline constexpr std::string_view pdf_producer = "sceau";

// The XMP packet of a PDF/A-3 file (ISO 19005-3, 6.6.2 and 6.6.4), level A: its structure is tagged. Texts of the
// document are plain: no control characters, valid UTF-8.
std::string xmp_packet(const PageDocument& document);

}  // namespace sceau
