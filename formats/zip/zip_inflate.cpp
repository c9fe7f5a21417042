// SPDX-License-Identifier: Apache-2.0
#include "formats/zip/zip_inflate.h"

#include <Poco/Checksum.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

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

// The packed octets of an entry. zlib and not Poco's stream over it, which says nothing of octets behind the end.
class Inflater {
 public:
  explicit Inflater(ByteView packed) : is_ready_(inflateInit2(&stream_, raw_deflate) == Z_OK) {
    stream_.next_in = const_cast<Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
  }
  ~Inflater() {
    if (is_ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // The next piece of the content; empty where the data is no deflated data, or ended without its end.
  ByteView next() {
    stream_.next_out = buffer_.data();
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int result = is_ready_ ? ::inflate(&stream_, Z_NO_FLUSH) : Z_STREAM_ERROR;
    has_ended_ = result == Z_STREAM_END;
    if (result != Z_OK && !has_ended_) return {};
    return ByteView(buffer_).first(buffer_.size() - stream_.avail_out);
  }

  bool has_ended() const { return has_ended_; }
  bool has_more_octets() const { return stream_.avail_in != 0; }

 private:
  z_stream stream_{};
  const bool is_ready_;
  bool has_ended_ = false;
  std::array<std::uint8_t, piece_bytes> buffer_;
};

Status inflate(const ZipEntry& entry, CheckedContent& content) {
  if (entry.packed.size() > std::numeric_limits<uInt>::max()) return malformed(entry, "is too long");
  Inflater inflater(entry.packed);
  while (!inflater.has_ended()) {
    const auto piece = inflater.next();
    if (piece.empty() && !inflater.has_ended()) return malformed(entry, "this is no deflated data");
    if (const auto taken = content.take(piece); !taken) return taken;
  }
  return inflater.has_more_octets() ? Status(malformed(entry, "octets behind the deflated data")) : Done{};
}

}  // namespace

Status unpack_entry(const ZipEntry& entry, const BytesVisitor& visit) {
  CheckedContent content(entry, visit);
  const auto taken = entry.method == ZipMethod::stored ? take_stored(entry, content) : inflate(entry, content);
  return taken ? content.finish() : taken;
}

}  // namespace sceau
