// SPDX-License-Identifier: Apache-2.0
// The records of a ZIP (PKWARE APPNOTE 6.3, chapter 4), read strictly from its end: what is accepted has one reading.
// Poco's own reader looks for signatures from the front and believes the local headers, so that a file hidden from the
// central directory would be found; it is used for writing and inflating alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

enum class ZipMethod : std::uint16_t { stored = 0, deflated = 8 };

struct ZipEntry {
  std::string name;
  ZipMethod method = ZipMethod::stored;
  std::uint64_t size = 0;  // bytes, as the directory says; read_entry() holds the content against it
  std::uint32_t crc32 = 0;
  ByteView packed;  // into the archive
};

struct ZipLimits {
  std::size_t entries = 65'534;
  std::uint64_t entry_bytes = std::uint64_t{4} << 30;    // unpacked
  std::uint64_t archive_bytes = std::uint64_t{8} << 30;  // unpacked, all entries together
};

// Every entry, in the order of the archive. Local headers and central directory must say the same; entries, directory
// and end record must follow each other without a gap or an overlap, from the first byte to the last; no archive
// comment. Names are relative paths of UTF-8 with '/', without empty, "." or ".." parts, backslash or control
// character, each once. Content is not looked at. The views point into `archive`.
// Errors: zip.malformed; zip.unsupported (encryption, data descriptors, ZIP64, several disks, methods other than
// stored and deflated, folders); input.too_large.
Result<std::vector<ZipEntry>> zip_entries(ByteView archive, const ZipLimits& limits = {});

// Is this a name that zip_entries() takes?
bool is_zip_name(std::string_view name);

}  // namespace sceau
