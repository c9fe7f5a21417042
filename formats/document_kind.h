// SPDX-License-Identifier: Apache-2.0
// What kind of document some bytes are, by content, never by file name.
#pragma once

#include <optional>
#include <string_view>

#include "foundation/bytes.h"

namespace sceau {

enum class DocumentKind { pdf, xml, timestamp };

std::string_view name_of(DocumentKind kind);  // "pdf": the `format` of the report

// PDF: %PDF- within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). XML: an optional byte-order mark and white
// space, then '<', in UTF-8 or UTF-16. Time-stamp: a DER SEQUENCE that holds id-ct-TSTInfo near its beginning. A guess
// at the kind only: the bytes may still be malformed.
std::optional<DocumentKind> recognise(ByteView bytes);

}  // namespace sceau
