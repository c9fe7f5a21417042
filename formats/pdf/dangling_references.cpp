// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/dangling_references.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "formats/pdf/qpdf_document.h"
#include "formats/pdf/stream_data.h"

namespace sceau {
namespace {

bool is_digit(std::uint8_t byte) { return byte >= '0' && byte <= '9'; }

// Backwards over white space, then digits: where the digits begin. 0 where there are none.
std::size_t begin_of_number_before(ByteView bytes, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && is_pdf_space(bytes[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_digit(bytes[begin - 1])) --begin;
  return begin == end || end == at ? 0 : begin;
}

using UseMention = std::function<void(ByteView bytes, std::size_t at, int number)>;

// Calls `use` with every reference: where it begins, and the number of its object.
void for_each_mention(ByteView bytes, const UseMention& use) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const void* found = std::memchr(bytes.data() + at, 'R', bytes.size() - at);
    if (!found) return;
    at = std::size_t(static_cast<const std::uint8_t*>(found) - bytes.data());
    const std::size_t generation = begin_of_number_before(bytes, at);
    const std::size_t begin = generation > 0 ? begin_of_number_before(bytes, generation) : 0;
    const auto number = begin > 0 ? RawReader(bytes, begin).integer() : std::nullopt;
    if (number && *number <= most_objects) use(bytes, begin, int(*number));
  }
}

Result<std::set<int>> object_streams(const PdfFile& file) {
  std::set<int> streams;
  for (const Revision& revision : file.revisions()) {
    for (const XrefSection& section : revision.sections) {
      auto done = for_each_entry(file.bytes(), section, [&](const XrefEntry& entry) {
        if (entry.kind == XrefEntry::Kind::compressed && entry.where <= most_objects) streams.insert(int(entry.where));
      });
      if (!done) return done.error();
    }
  }
  return streams;
}

bool stands_in_a_trailer(const PdfFile& file, std::size_t at) {
  return std::ranges::any_of(file.revisions(), [&](const Revision& revision) {
    return std::ranges::any_of(revision.sections, [&](const XrefSection& section) {
      return section.trailer.span.begin <= at && at < section.trailer.span.end;
    });
  });
}

// Trailers are left out: they are compared key by key, and some writers carry references along that lead nowhere.
Status for_each_mention(const PdfFile& file, const UseMention& use) {
  const auto streams = object_streams(file);
  if (!streams) return streams.error();
  for_each_mention(file.bytes(), [&](ByteView bytes, std::size_t at, int number) {
    if (!stands_in_a_trailer(file, at)) use(bytes, at, number);
  });
  return guarded([&]() -> Status {
    for (const int number : *streams) {
      auto stream = file.document().qpdf.getObject(number, 0);
      if (!stream.isStream()) continue;
      const auto data = stream.getStreamData(qpdf_dl_specialized);
      for_each_mention(ByteView(data->getBuffer(), data->getSize()), use);
    }
    return Done{};
  });
}

bool is_after(ByteView bytes, std::size_t at, std::string_view key) {
  while (at > 0 && is_pdf_space(bytes[at - 1])) --at;
  return as_text(bytes.first(at)).ends_with(key);
}

}  // namespace

Result<std::set<int>> mentioned_objects(const PdfFile& file, const std::set<int>& numbers) {
  std::set<int> mentioned;
  if (numbers.empty()) return mentioned;
  auto done = for_each_mention(file, [&](ByteView, std::size_t, int number) {
    if (numbers.contains(number)) mentioned.insert(number);
  });
  if (!done) return done.error();
  return mentioned;
}

Result<bool> is_only_named_by(const PdfFile& file, int number, std::string_view key) {
  bool only = true;
  auto done = for_each_mention(file, [&](ByteView bytes, std::size_t at, int each) {
    if (each == number && !is_after(bytes, at, key)) only = false;
  });
  if (!done) return done.error();
  return only;
}

}  // namespace sceau
