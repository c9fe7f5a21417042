// SPDX-License-Identifier: Apache-2.0
#include "formats/zip/zip_inflate.h"

#include <Poco/Checksum.h>
#include <Poco/Exception.h>
#include <Poco/InflatingStream.h>
#include <Poco/MemoryStream.h>

#include <algorithm>
#include <array>

namespace sceau {
namespace {

constexpr std::size_t piece_bytes = 64 << 10;
constexpr int raw_deflate = -15;  // zlib's name for deflate without a header, its window of 32 KB

Error malformed(const ZipEntry& entry, std::string_view what) {
  return {Reason::zip_malformed, std::string(what) + ": " + entry.name};
}

// Hands pieces on, and holds size and CRC-32 against the directory.
class CheckedContent {
 public:
  CheckedContent(const ZipEntry& entry, const BytesVisitor& visit) : entry_(entry), visit_(visit) {}

  Status take(ByteView piece) {
    if (piece.size() > entry_.size - taken_) return malformed(entry_, "more content than the directory says");
    taken_ += piece.size();
    crc_.update(reinterpret_cast<const char*>(piece.data()), static_cast<unsigned>(piece.size()));
    return visit_(piece);
  }

  Status finish() const {
    if (taken_ != entry_.size) return malformed(entry_, "less content than the directory says");
    if (crc_.checksum() != entry_.crc32) return malformed(entry_, "the content has another CRC-32");
    return Done{};
  }

 private:
  const ZipEntry& entry_;
  const BytesVisitor& visit_;
  Poco::Checksum crc_{Poco::Checksum::TYPE_CRC32};
  std::uint64_t taken_ = 0;
};

Status take_stored(const ZipEntry& entry, CheckedContent& content) {
  for (ByteView rest = entry.packed; !rest.empty();) {
    const auto piece = rest.first(std::min(piece_bytes, rest.size()));
    if (const auto taken = content.take(piece); !taken) return taken;
    rest = rest.subspan(piece.size());
  }
  return Done{};
}

Status inflate(const ZipEntry& entry, CheckedContent& content) {
  Poco::MemoryInputStream packed(reinterpret_cast<const char*>(entry.packed.data()),
                                 static_cast<std::streamsize>(entry.packed.size()));
  Poco::InflatingInputStream unpacked(packed, raw_deflate);
  std::array<char, piece_bytes> buffer;
  while (unpacked.good()) {
    unpacked.read(buffer.data(), buffer.size());
    const auto count = static_cast<std::size_t>(unpacked.gcount());
    if (const auto taken = content.take(as_bytes(std::string_view(buffer.data(), count))); !taken) return taken;
  }
  return unpacked.bad() ? Status(malformed(entry, "this is no deflated data")) : Done{};
}

}  // namespace

Status unpack_entry(const ZipEntry& entry, const BytesVisitor& visit) {
  CheckedContent content(entry, visit);
  try {
    const auto taken = entry.method == ZipMethod::stored ? take_stored(entry, content) : inflate(entry, content);
    if (!taken) return taken;
  } catch (const Poco::Exception& exception) {
    return malformed(entry, exception.displayText());
  }
  return content.finish();
}

}  // namespace sceau
