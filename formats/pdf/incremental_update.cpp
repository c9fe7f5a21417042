// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/incremental_update.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "formats/pdf/object_text.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::uint64_t largest_table_offset = 9'999'999'999;

struct Placed {
  ObjectId id;
  std::size_t offset = 0;
};

// What a new trailer does not take over from the last one: what it sets itself, what describes a stream, and a
// checksum of the old bytes that some writers add.
const std::set<std::string>& keys_not_kept() {
  static const std::set<std::string> keys{"/Size", "/Prev",    "/ID",           "/XRefStm", "/Type",
                                          "/W",    "/Index",   "/Length",       "/Filter",  "/DecodeParms",
                                          "/F",    "/FFilter", "/FDecodeParms", "/DL",      "/DocChecksum"};
  return keys;
}

std::string kept_entries(QPDFObjectHandle trailer) {
  std::string entries;
  for (const auto& [key, value] : trailer.getDictAsMap()) {
    if (keys_not_kept().contains(key)) continue;
    entries += fmt::format(" {} {}", QPDFObjectHandle::newName(key).unparse(), entry_text(value));
  }
  return entries;
}

std::string identifiers(QPDFObjectHandle trailer, const FileIdentifier& identifier) {
  const std::string second = fmt::format("<{}>", hex_lower(identifier));
  auto ids = trailer.getKey("/ID");
  const bool has_first = ids.isArray() && ids.getArrayNItems() > 0 && ids.getArrayItem(0).isString();
  return fmt::format(" /ID [{} {}]", has_first ? ids.getArrayItem(0).unparseBinary() : second, second);
}

std::string trailer_entries(const PdfFile& file, int size, const FileIdentifier& identifier) {
  auto trailer = file.document().qpdf.getTrailer();
  return fmt::format("/Size {} /Prev {}{}{}", size, file.revisions().back().startxref, kept_entries(trailer),
                     identifiers(trailer, identifier));
}

// Runs of consecutive object numbers: the subsections of a section.
std::vector<std::span<const Placed>> subsections(std::span<const Placed> sorted) {
  std::vector<std::span<const Placed>> parts;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin + 1;
    while (end < sorted.size() && sorted[end].id.number == sorted[end - 1].id.number + 1) ++end;
    parts.push_back(sorted.subspan(begin, end - begin));
    begin = end;
  }
  return parts;
}

std::string table_section(std::span<const Placed> placed, const std::string& trailer) {
  std::string table = "xref\n";
  for (const auto part : subsections(placed)) {
    table += fmt::format("{} {}\n", part.front().id.number, part.size());
    for (const Placed& object : part) table += fmt::format("{:010} {:05} n \n", object.offset, object.id.generation);
  }
  return table + fmt::format("trailer\n<< {} >>\n", trailer);
}

void append_big_endian(std::string& to, std::uint64_t number, int width) {
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) to += char((number >> shift) & 0xff);
}

// Unfiltered: the entries are few, and the bytes do not depend on the version of a compressor. /W [1 8 2].
std::string stream_section(ObjectId self, std::span<const Placed> placed, const std::string& trailer) {
  std::string index, data;
  for (const auto part : subsections(placed)) {
    index += fmt::format("{}{} {}", index.empty() ? "" : " ", part.front().id.number, part.size());
    for (const Placed& object : part) {
      data += '\1';
      append_big_endian(data, object.offset, 8);
      append_big_endian(data, std::uint64_t(object.id.generation), 2);
    }
  }
  return fmt::format("{} 0 obj\n<< /Type /XRef /W [1 8 2] /Index [{}] /Length {} {} >>\nstream\n", self.number, index,
                     data.size(), trailer) +
         data + "\nendstream\nendobj\n";
}

class Appender {
 public:
  explicit Appender(std::size_t original_size) : base_(original_size) {}

  void text(std::string_view more) { append(update.bytes, more); }
  std::size_t position() const { return base_ + update.bytes.size(); }
  void object(const WrittenObject& object) {
    placed.push_back({object.id, position()});
    text(fmt::format("{} {} obj\n", object.id.number, object.id.generation));
    update.bodies_at.push_back(position());
    text(object.body);
    text("\nendobj\n");
  }

  IncrementalUpdate update;
  std::vector<Placed> placed;

 private:
  std::size_t base_;
};

void append_section(Appender& out, const PdfFile& file, const FileIdentifier& identifier) {
  const bool as_stream = file.revisions().back().style() == XrefStyle::stream;
  const std::size_t offset = out.position();
  int next = first_free_object_number(file);
  for (const Placed& object : out.placed) next = std::max(next, object.id.number + 1);
  const ObjectId self{next, 0};
  if (as_stream) out.placed.push_back({self, offset});
  std::ranges::sort(out.placed, {}, &Placed::id);
  const std::string trailer = trailer_entries(file, as_stream ? next + 1 : next, identifier);
  out.text(as_stream ? stream_section(self, out.placed, trailer) : table_section(out.placed, trailer));
  out.text(fmt::format("startxref\n{}\n%%EOF\n", offset));
}

bool ends_with_line_end(ByteView bytes) { return !bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r'); }

}  // namespace

int first_free_object_number(const PdfFile& file) {
  int highest = 0;
  for (const Revision& revision : file.revisions()) {
    for (const XrefSection& section : revision.sections) {
      highest = std::max(highest, highest_object_number(file.bytes(), section));
    }
  }
  return highest + 1;
}

Result<IncrementalUpdate> write_incremental_update(const PdfFile& file, std::span<const WrittenObject> objects,
                                                   const FileIdentifier& identifier) {
  if (file.revisions().back().eof_end == 0) {
    return Error{Reason::pdf_malformed, "the last startxref is not followed by %%EOF"};
  }
  return guarded([&]() -> Result<IncrementalUpdate> {
    Appender out(file.bytes().size());
    if (!ends_with_line_end(file.bytes())) out.text("\n");
    for (const WrittenObject& object : objects) out.object(object);
    append_section(out, file, identifier);
    if (out.position() > largest_table_offset)
      return Error{Reason::input_too_large, "cross-reference offsets have ten digits"};
    return std::move(out.update);
  });
}

}  // namespace sceau
