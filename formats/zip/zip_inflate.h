// SPDX-License-Identifier: Apache-2.0
// The content of one entry of a ZIP, streamed.
#pragma once

#include <functional>

#include "formats/zip/zip_structure.h"

namespace sceau {

// Called with one piece after the other. The piece is good for this call only. An error ends the reading and becomes
// its result.
using BytesVisitor = std::function<Status(ByteView piece)>;

// Streams the unpacked content. Never more than `entry.size` bytes reach `visit`, whatever the packed bytes would make,
// but they may have reached it before an error (too short, too long, another CRC-32) is found: act on them only after
// success. Errors: zip.malformed, and what `visit` returns.
Status unpack_entry(const ZipEntry& entry, const BytesVisitor& visit);

}  // namespace sceau
