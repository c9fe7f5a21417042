// SPDX-License-Identifier: Apache-2.0
// A ZIP, read by the names of its files.
#pragma once

#include <map>
#include <string_view>

#include "formats/zip/zip_inflate.h"
#include "formats/zip/zip_structure.h"

namespace sceau {

class ZipReader {
 public:
  const std::vector<ZipEntry>& entries() const { return entries_; }  // in the order of the archive
  const ZipEntry* find(std::string_view name) const;

  // unpack_entry() by name. Errors: those, and zip.file_missing.
  Status stream(std::string_view name, const BytesVisitor& visit) const;

  // The whole content, at most `limit` bytes of it. Errors: as stream(), and input.too_large (before anything is
  // unpacked).
  Result<Bytes> read(std::string_view name, std::size_t limit) const;

 private:
  friend Result<ZipReader> open_zip(ByteView archive, const ZipLimits& limits);
  explicit ZipReader(std::vector<ZipEntry> entries);
  std::vector<ZipEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

// Looks at the structure alone, as zip_entries() says; its errors. `archive` (a MappedFile, say) must outlive the
// reader.
Result<ZipReader> open_zip(ByteView archive, const ZipLimits& limits = {});

}  // namespace sceau
