// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/dangling_references.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "formats/pdf/qpdf_document.h"
#include "formats/pdf/stream_data.h"

namespace sceau {
namespace {

bool is_end_of_line(std::uint8_t byte) { return byte == '\r' || byte == '\n'; }
// Some readers take "+99 0 R" and "99.0 0 R" for references too.
bool is_of_number(std::uint8_t byte) {
  return (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.';
}

std::size_t skip_space_backwards(ByteView bytes, std::size_t at) {
  while (at > 0 && is_pdf_space(bytes[at - 1])) --at;
  return at;
}

bool has_end_of_line(ByteView bytes) { return std::ranges::any_of(bytes, is_end_of_line); }

std::size_t begin_of_line(ByteView bytes, std::size_t at) {
  while (at > 0 && !is_end_of_line(bytes[at - 1])) --at;
  return at;
}

// Calls `use` with every place where the token before `at` may end: white space and comments are stepped over.
// Backwards nobody can tell whether a '%' begins a comment or stands in one, or in a string: each of the line is tried.
template <typename Use>
void for_each_end_before(ByteView bytes, std::size_t at, const Use& use) {
  for (bool has_more = true; has_more;) {
    const std::size_t end = skip_space_backwards(bytes, at);
    use(end);
    has_more = false;
    if (!has_end_of_line(bytes.subspan(end, at - end))) return;
    const std::size_t line = begin_of_line(bytes, end);
    for (std::size_t i = end; i > line; --i) {
      if (bytes[i - 1] != '%') continue;
      at = i - 1;
      has_more = skip_space_backwards(bytes.subspan(line), at - line) == 0;  // nothing but a comment on this line
      if (has_more) break;
      if (is_pdf_space(bytes[at - 1]) || is_of_number(bytes[at - 1])) use(skip_space_backwards(bytes, at));
    }
  }
}

std::size_t begin_of_number(ByteView bytes, std::size_t end) {
  while (end > 0 && is_of_number(bytes[end - 1])) --end;
  return end;
}

// Without its sign, and what stands behind the point.
std::optional<std::int64_t> whole_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("+-"), text.size()));
  return integer_from(text.substr(0, text.find('.')));
}

using UseMention = std::function<void(ByteView bytes, std::size_t at, int number)>;

void for_each_number_before(ByteView bytes, std::size_t generation, const UseMention& use) {
  for_each_end_before(bytes, generation, [&](std::size_t end) {
    const std::size_t begin = begin_of_number(bytes, end);
    if (end == generation || begin == end) return;
    const auto number = whole_number(as_text(bytes.subspan(begin, end - begin)));
    if (number && *number <= most_objects) use(bytes, begin, int(*number));
  });
}

// Calls `use` with every reference: where it begins, and the number of its object. "99 0R" is one for many readers.
void for_each_mention(ByteView bytes, const UseMention& use) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const void* found = std::memchr(bytes.data() + at, 'R', bytes.size() - at);
    if (!found) return;
    at = std::size_t(static_cast<const std::uint8_t*>(found) - bytes.data());
    for_each_end_before(bytes, at, [&](std::size_t end) {
      const std::size_t generation = begin_of_number(bytes, end);
      if (generation != end) for_each_number_before(bytes, generation, use);
    });
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

// A key that may stand in a comment is none.
bool is_after(ByteView bytes, std::size_t at, std::string_view key) {
  const std::size_t end = skip_space_backwards(bytes, at);
  const std::size_t line = begin_of_line(bytes, end);
  const bool is_other_line = has_end_of_line(bytes.subspan(end, at - end));
  if (is_other_line && as_text(bytes.subspan(line, end - line)).find('%') != std::string_view::npos) return false;
  return as_text(bytes.first(end)).ends_with(key);
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
