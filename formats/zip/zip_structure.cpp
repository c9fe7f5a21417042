// SPDX-License-Identifier: Apache-2.0
#include "formats/zip/zip_structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::uint32_t local_signature = 0x04034B50;
constexpr std::uint32_t central_signature = 0x02014B50;
constexpr std::uint32_t end_signature = 0x06054B50;
constexpr std::size_t local_size = 30, central_size = 46, end_size = 22;
// General purpose flags, APPNOTE 4.4.4. Bits 1 and 2 tell how hard deflate tried, bit 11 that names are UTF-8.
constexpr std::uint32_t harmless_flags = 0x0806;
constexpr std::uint32_t zip64_mark = 0xFFFFFFFF;

Error malformed(std::string detail) { return {Reason::zip_malformed, std::move(detail)}; }
Error unsupported(std::string detail) { return {Reason::zip_unsupported, std::move(detail)}; }

// Little endian numbers at fixed places of one record; the caller has checked its length.
class Record {
 public:
  explicit Record(ByteView bytes) : bytes_(bytes) {}
  std::uint32_t two(std::size_t at) const { return bytes_[at] | static_cast<std::uint32_t>(bytes_[at + 1]) << 8; }
  std::uint32_t four(std::size_t at) const { return two(at) | two(at + 2) << 16; }

 private:
  ByteView bytes_;
};

// What the local header and the central directory both say (4.3.7, 4.3.12), at offsets that differ by two.
struct Described {
  std::uint32_t flags, method, crc32, packed_size, size;
  bool operator==(const Described&) const = default;
};

Described described_at(const Record& record, std::size_t flags_at) {
  return {.flags = record.two(flags_at),
          .method = record.two(flags_at + 2),
          .crc32 = record.four(flags_at + 8),
          .packed_size = record.four(flags_at + 12),
          .size = record.four(flags_at + 16)};
}

struct Listed {
  ZipEntry entry;
  Described described;
  std::uint32_t offset = 0;
};

struct Directory {
  std::size_t entries = 0;
  ByteView bytes;
};

// 4.3.16: the last 22 bytes, for comments are not taken.
Result<Directory> directory_of(ByteView archive) {
  if (archive.size() < end_size) return malformed("shorter than its end record");
  const Record end(archive.last(end_size));
  if (end.four(0) != end_signature) return malformed("the end record is not at the end");
  if (end.two(20) != 0) return malformed("a comment, or something after the end");
  if (end.two(4) != 0 || end.two(6) != 0 || end.two(8) != end.two(10)) return unsupported("several disks");
  if (end.two(10) == 0xFFFF || end.four(12) == zip64_mark || end.four(16) == zip64_mark) return unsupported("ZIP64");
  const std::uint64_t size = end.four(12), offset = end.four(16);
  if (offset + size != archive.size() - end_size)
    return malformed("the directory does not end where the end record begins");
  return Directory{.entries = end.two(10), .bytes = archive.subspan(offset, size)};
}

Status check_described(const Described& described, const std::string& name) {
  if ((described.flags & 1) != 0) return unsupported("encrypted: " + name);
  if ((described.flags & ~harmless_flags) != 0) return unsupported("a data descriptor or another flag: " + name);
  if (described.method != 0 && described.method != 8)
    return unsupported(fmt::format("method {}: {}", described.method, name));
  if (described.size == zip64_mark || described.packed_size == zip64_mark) return unsupported("ZIP64: " + name);
  if (described.method == 0 && described.size != described.packed_size)
    return malformed("stored, yet of two sizes: " + name);
  return Done{};
}

// One header of the central directory (4.3.12), taken off the front of `rest`.
Result<Listed> next_listed(ByteView& rest) {
  if (rest.size() < central_size) return malformed("the directory is cut short");
  const Record header(rest.first(central_size));
  if (header.four(0) != central_signature) return malformed("no header of the directory where one must be");
  const std::size_t name_size = header.two(28), whole = central_size + name_size + header.two(30) + header.two(32);
  if (rest.size() < whole) return malformed("the directory is cut short");
  Listed listed{.entry = {}, .described = described_at(header, 8), .offset = header.four(42)};
  listed.entry.name = to_string(rest.subspan(central_size, name_size));
  if (!is_zip_name(listed.entry.name)) return malformed("a name that is not taken: " + printable(listed.entry.name));
  if (const auto checked = check_described(listed.described, listed.entry.name); !checked) return checked.error();
  if (header.two(34) != 0) return unsupported("several disks");
  listed.entry.method = ZipMethod{static_cast<std::uint16_t>(listed.described.method)};
  listed.entry.size = listed.described.size;
  listed.entry.crc32 = listed.described.crc32;
  rest = rest.subspan(whole);
  return listed;
}

Result<std::vector<Listed>> read_directory(const Directory& directory, const ZipLimits& limits) {
  if (directory.entries > limits.entries) return Error{Reason::input_too_large, "the number of files in the archive"};
  std::vector<Listed> all;
  std::uint64_t total = 0;
  ByteView rest = directory.bytes;
  for (std::size_t i = 0; i < directory.entries; ++i) {
    auto listed = next_listed(rest);
    if (!listed) return listed.error();
    total += listed->entry.size;
    if (listed->entry.size > limits.entry_bytes || total > limits.archive_bytes) {
      return Error{Reason::input_too_large, listed->entry.name};
    }
    all.push_back(std::move(*listed));
  }
  if (!rest.empty()) return malformed("something between the directory and the end record");
  return all;
}

// The local header (4.3.7) at the front of `rest`, which must say what the directory says; takes it and the content
// off.
Status take_local(ByteView& rest, Listed& listed) {
  const auto& name = listed.entry.name;
  if (rest.size() < local_size) return malformed("no room for the header of " + name);
  const Record header(rest.first(local_size));
  const std::size_t name_size = header.two(26), before = local_size + name_size + header.two(28);
  if (header.four(0) != local_signature) return malformed("no header where the directory places " + name);
  if (rest.size() < before || rest.size() - before < listed.described.packed_size)
    return malformed("cut short: " + name);
  if (as_text(rest.subspan(local_size, name_size)) != name || described_at(header, 6) != listed.described) {
    return malformed("header and directory disagree about " + name);
  }
  listed.entry.packed = rest.subspan(before, listed.described.packed_size);
  rest = rest.subspan(before + listed.described.packed_size);
  return Done{};
}

Status names_are_unique(const std::vector<Listed>& all) {
  std::set<std::string_view> names;
  for (const auto& listed : all) {
    if (!names.insert(listed.entry.name).second) return malformed("twice: " + listed.entry.name);
  }
  return Done{};
}

bool is_path_part(std::string_view part) { return !part.empty() && part != "." && part != ".."; }

}  // namespace

bool is_zip_name(std::string_view name) {
  if (name.empty() || name.size() > 4096 || !is_utf8(name)) return false;
  const auto is_bad = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\' || c == ':'; };
  if (std::ranges::any_of(name, is_bad)) return false;
  while (true) {
    const auto slash = name.find('/');
    if (!is_path_part(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

Result<std::vector<ZipEntry>> zip_entries(ByteView archive, const ZipLimits& limits) {
  const auto directory = directory_of(archive);
  if (!directory) return directory.error();
  auto all = read_directory(*directory, limits);
  if (!all) return all.error();
  if (const auto unique = names_are_unique(*all); !unique) return unique.error();

  std::ranges::stable_sort(*all, {}, &Listed::offset);
  const ByteView content = archive.first(archive.size() - end_size - directory->bytes.size());
  ByteView rest = content;
  std::vector<ZipEntry> entries;
  for (auto& listed : *all) {
    if (listed.offset != content.size() - rest.size())
      return malformed("a gap or an overlap before " + listed.entry.name);
    if (const auto taken = take_local(rest, listed); !taken) return taken.error();
    entries.push_back(std::move(listed.entry));
  }
  if (!rest.empty()) return malformed("something between the files and the directory");
  return entries;
}

}  // namespace sceau
