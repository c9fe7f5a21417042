// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/xref_section.h"

#include <algorithm>
#include <array>

#include "formats/pdf/stream_data.h"

namespace sceau {
namespace {

Error damaged(std::size_t offset, const char* what) {
  return {Reason::pdf_malformed, std::string(what) + " at offset " + std::to_string(offset)};
}

bool is_offset_in(ByteView bytes, std::int64_t offset) { return offset > 0 && std::size_t(offset) < bytes.size(); }

// "0000000017 00000 n" followed by white space, as widths vary in the wild.
std::optional<XrefEntry> read_table_entry(RawReader& reader, int number) {
  const auto offset = reader.integer();
  const auto generation = offset ? reader.integer() : std::nullopt;
  if (!generation || *offset < 0 || *generation < 0 || *generation > 65535) return std::nullopt;
  const bool in_use = reader.keyword("n");
  if (!in_use && !reader.keyword("f")) return std::nullopt;
  const auto kind = in_use ? XrefEntry::Kind::in_use : XrefEntry::Kind::free;
  return XrefEntry{kind, {number, int(*generation)}, std::size_t(*offset)};
}

bool is_exact_entry(ByteView bytes, std::size_t at) {
  const std::string_view entry = as_text(bytes.subspan(at, 20));
  const auto digits = [&](std::size_t from, std::size_t count) {
    return std::ranges::all_of(entry.substr(from, count), [](char c) { return c >= '0' && c <= '9'; });
  };
  return digits(0, 10) && entry[10] == ' ' && digits(11, 5) && entry[16] == ' ' &&
         (entry[17] == 'n' || entry[17] == 'f') && is_pdf_space(bytes[at + 18]) && is_pdf_space(bytes[at + 19]);
}

// Exact 20-byte entries are jumped over by looking at the last one only; for_each_entry reads them all.
std::optional<std::size_t> end_of_entries(ByteView bytes, const XrefSubsection& part) {
  const std::size_t length = std::size_t(part.count) * 20;
  if (part.count > 0 && length <= bytes.size() - part.entries_at && is_exact_entry(bytes, part.entries_at) &&
      is_exact_entry(bytes, part.entries_at + length - 20)) {
    return part.entries_at + length;
  }
  RawReader reader(bytes, part.entries_at);
  for (int i = 0; i < part.count; ++i) {
    if (!read_table_entry(reader, part.first + i)) return std::nullopt;
  }
  return reader.position();
}

std::optional<XrefSubsection> read_subsection(RawReader& reader) {
  const auto first = reader.integer();
  const auto count = first ? reader.integer() : std::nullopt;
  if (!count || *first < 0 || *count < 0 || *first > most_objects || *count > most_objects - *first)
    return std::nullopt;
  reader.skip_space();
  return XrefSubsection{int(*first), int(*count), reader.position()};
}

Status read_links(ByteView bytes, XrefSection& section) {
  if (!section.trailer.find("Prev")) return Done{};
  const auto previous = raw_integer(bytes, section.trailer, "Prev");
  if (!previous || *previous < 0 || std::size_t(*previous) >= bytes.size()) {
    return damaged(section.offset, "impossible /Prev in the cross-reference section");
  }
  if (*previous > 0) section.previous = std::size_t(*previous);
  return Done{};
}

Result<XrefSection> read_stream_section(ByteView bytes, std::size_t offset);

Status read_hidden_stream(ByteView bytes, XrefSection& section) {
  if (!section.trailer.find("XRefStm")) return Done{};
  const auto at = raw_integer(bytes, section.trailer, "XRefStm");
  if (!at || !is_offset_in(bytes, *at)) return damaged(section.offset, "impossible /XRefStm in the trailer");
  auto stream = read_stream_section(bytes, std::size_t(*at));
  if (!stream) return stream.error();
  section.style = XrefStyle::hybrid;
  section.hidden = std::make_shared<const XrefSection>(std::move(*stream));
  return Done{};
}

Result<XrefSection> read_table_section(ByteView bytes, std::size_t offset, RawReader reader) {
  XrefSection section;
  section.offset = offset;
  while (!reader.keyword("trailer")) {
    const auto part = read_subsection(reader);
    if (!part) return damaged(offset, "unreadable cross-reference table");
    const auto end = end_of_entries(bytes, *part);
    if (!end) return damaged(part->entries_at, "unreadable cross-reference entries");
    section.subsections.push_back(*part);
    reader = RawReader(bytes, *end);
  }
  auto trailer = read_raw_dictionary(bytes, reader.position());
  if (!trailer) return damaged(offset, "unreadable trailer of the cross-reference table");
  section.trailer = std::move(*trailer);
  section.end = section.trailer.span.end;
  if (auto read = read_links(bytes, section); !read) return read.error();
  if (auto read = read_hidden_stream(bytes, section); !read) return read.error();
  return section;
}

Result<std::vector<XrefSubsection>> read_stream_index(ByteView bytes, const XrefSection& section) {
  const auto size = raw_integer(bytes, section.trailer, "Size");
  const RawSpan* index = section.trailer.find("Index");
  const auto numbers =
      index ? raw_integers(bytes, *index) : std::optional(std::vector<std::int64_t>{0, size.value_or(-1)});
  if (!size || !numbers || numbers->size() % 2 != 0) {
    return damaged(section.offset, "cross-reference stream without sound /Size and /Index");
  }
  std::vector<XrefSubsection> parts;
  for (std::size_t i = 0; i < numbers->size(); i += 2) {
    const auto first = (*numbers)[i], count = (*numbers)[i + 1];
    if (first < 0 || count < 0 || first > most_objects || count > most_objects - first) {
      return damaged(section.offset, "impossible /Index of the cross-reference stream");
    }
    parts.push_back({int(first), int(count), 0});
  }
  return parts;
}

Result<XrefSection> read_stream_section(ByteView bytes, std::size_t offset) {
  const auto object = read_raw_object(bytes, offset);
  auto dictionary = object ? read_raw_dictionary(bytes, object->value_at) : std::nullopt;
  if (!dictionary || raw_name(bytes, *dictionary, "Type") != "XRef") {
    return damaged(offset, "no cross-reference section");
  }
  XrefSection section{.style = XrefStyle::stream, .offset = offset, .trailer = std::move(*dictionary)};
  const auto extent = raw_stream_extent(bytes, section.trailer);
  if (!extent) return damaged(offset, "cross-reference stream without a sound /Length");
  section.data = extent->data;
  section.end = extent->object_end;
  auto parts = read_stream_index(bytes, section);
  if (!parts) return parts.error();
  section.subsections = std::move(*parts);
  if (auto read = read_links(bytes, section); !read) return read.error();
  return section;
}

XrefEntry exact_entry(ByteView bytes, std::size_t at, int number) {
  const auto digits = [&](std::size_t from, std::size_t count) {
    std::size_t read = 0;
    for (const std::uint8_t byte : bytes.subspan(at + from, count)) read = 10 * read + (byte - std::size_t{'0'});
    return read;
  };
  const auto kind = bytes[at + 17] == 'n' ? XrefEntry::Kind::in_use : XrefEntry::Kind::free;
  return {kind, {number, int(digits(11, 5))}, digits(0, 10)};
}

// The usual exact form at once; any other width token by token.
std::optional<XrefEntry> next_entry(ByteView bytes, std::size_t& at, int number) {
  if (bytes.size() - at >= 20 && is_exact_entry(bytes, at)) {
    const XrefEntry entry = exact_entry(bytes, at, number);
    at += 20;
    return entry;
  }
  RawReader reader(bytes, at);
  const auto entry = read_table_entry(reader, number);
  reader.skip_space();
  at = reader.position();
  return entry;
}

Status for_each_table_entry(ByteView bytes, const XrefSection& section, XrefEntry::Kind wanted,
                            const std::function<void(const XrefEntry&)>& use) {
  for (const XrefSubsection& part : section.subsections) {
    std::size_t at = part.entries_at;
    for (int i = 0; i < part.count; ++i) {
      const auto entry = next_entry(bytes, at, part.first + i);
      if (!entry) return damaged(at, "unreadable cross-reference entry");
      if (entry->kind == wanted) use(*entry);
    }
  }
  return Done{};
}

Result<std::array<std::size_t, 3>> read_field_widths(ByteView bytes, const XrefSection& section) {
  const RawSpan* field = section.trailer.find("W");
  const auto numbers = field ? raw_integers(bytes, *field) : std::nullopt;
  if (!numbers || numbers->size() < 3 ||
      !std::all_of(numbers->begin(), numbers->begin() + 3, [](auto width) { return width >= 0 && width <= 8; })) {
    return damaged(section.offset, "cross-reference stream without a sound /W");
  }
  return std::array{std::size_t((*numbers)[0]), std::size_t((*numbers)[1]), std::size_t((*numbers)[2])};
}

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = (number << 8) | byte;
  return number;
}

std::optional<XrefEntry> decode_stream_entry(ByteView entry, const std::array<std::size_t, 3>& widths, int number) {
  const auto kind = widths[0] == 0 ? 1 : big_endian(entry.first(widths[0]));
  const auto second = big_endian(entry.subspan(widths[0], widths[1]));
  const auto third = big_endian(entry.subspan(widths[0] + widths[1], widths[2]));
  switch (kind) {
    case 0: return XrefEntry{XrefEntry::Kind::free, {number, 0}, 0};
    case 1:
      if (third > 65535) return std::nullopt;
      return XrefEntry{XrefEntry::Kind::in_use, {number, int(third)}, second};
    case 2: return XrefEntry{XrefEntry::Kind::compressed, {number, 0}, second};
    default: return std::nullopt;
  }
}

Status for_each_stream_entry(ByteView bytes, const XrefSection& section,
                             const std::function<void(const XrefEntry&)>& use) {
  const auto widths = read_field_widths(bytes, section);
  if (!widths) return widths.error();
  const std::size_t entry_size = (*widths)[0] + (*widths)[1] + (*widths)[2];
  std::size_t count = 0;
  for (const XrefSubsection& part : section.subsections) count += std::size_t(part.count);
  if (entry_size == 0) return damaged(section.offset, "cross-reference stream with empty entries");
  const auto data = decode_stream(bytes, section.trailer, section.data, count * entry_size);
  if (!data) return data.error();
  if (data->size() < count * entry_size) return damaged(section.offset, "cross-reference stream too short");
  ByteView rest = *data;
  for (const XrefSubsection& part : section.subsections) {
    for (int i = 0; i < part.count; ++i, rest = rest.subspan(entry_size)) {
      const auto entry = decode_stream_entry(rest.first(entry_size), *widths, part.first + i);
      if (!entry) return damaged(section.offset, "unknown entry in the cross-reference stream");
      use(*entry);
    }
  }
  return Done{};
}

}  // namespace

Result<XrefSection> read_xref_section(ByteView bytes, std::size_t offset) {
  RawReader reader(bytes, offset);
  if (offset == 0 || offset >= bytes.size()) return damaged(offset, "no cross-reference section");
  return reader.keyword("xref") ? read_table_section(bytes, offset, reader) : read_stream_section(bytes, offset);
}

int highest_object_number(ByteView bytes, const XrefSection& section) {
  std::int64_t highest = raw_integer(bytes, section.trailer, "Size").value_or(1) - 1;
  for (const XrefSubsection& part : section.subsections) {
    highest = std::max(highest, std::int64_t(part.first) + part.count - 1);
  }
  if (section.hidden) highest = std::max(highest, std::int64_t(highest_object_number(bytes, *section.hidden)));
  return int(std::clamp(highest, std::int64_t(0), most_objects));
}

Status for_each_entry(ByteView bytes, const XrefSection& section, const std::function<void(const XrefEntry&)>& use) {
  if (section.style == XrefStyle::stream) return for_each_stream_entry(bytes, section, use);
  if (auto done = for_each_table_entry(bytes, section, XrefEntry::Kind::in_use, use); !done) return done;
  if (section.hidden) {
    if (auto done = for_each_stream_entry(bytes, *section.hidden, use); !done) return done;
  }
  return for_each_table_entry(bytes, section, XrefEntry::Kind::free, use);
}

}  // namespace sceau
