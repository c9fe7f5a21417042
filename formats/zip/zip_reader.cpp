// SPDX-License-Identifier: Apache-2.0
#include "formats/zip/zip_reader.h"

namespace sceau {

ZipReader::ZipReader(std::vector<ZipEntry> entries) : entries_(std::move(entries)) {
  for (std::size_t i = 0; i < entries_.size(); ++i) by_name_.emplace(entries_[i].name, i);
}

const ZipEntry* ZipReader::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &entries_[found->second];
}

Status ZipReader::stream(std::string_view name, const BytesVisitor& visit) const {
  const auto* entry = find(name);
  if (entry == nullptr) return Error{Reason::zip_file_missing, std::string(name)};
  return unpack_entry(*entry, visit);
}

Result<Bytes> ZipReader::read(std::string_view name, std::size_t limit) const {
  if (const auto* entry = find(name); entry != nullptr && entry->size > limit) {
    return Error{Reason::input_too_large, std::string(name)};
  }
  Bytes content;
  const auto read = stream(name, [&](ByteView piece) -> Status {
    append(content, piece);
    return Done{};
  });
  if (!read) return read.error();
  return content;
}

Result<ZipReader> open_zip(ByteView archive, const ZipLimits& limits) {
  auto entries = zip_entries(archive, limits);
  if (!entries) return entries.error();
  return ZipReader(std::move(*entries));
}

}  // namespace sceau
