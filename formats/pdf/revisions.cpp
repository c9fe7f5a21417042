// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/revisions.h"

#include <algorithm>
#include <set>

namespace sceau {
namespace {

// ISO 32000-1, annex H: readers look for %%EOF in the last 1024 bytes; 30 more for startxref and its number.
constexpr std::size_t tail_size = 1054;
// How far behind its cross-reference section the "startxref" of an older revision is looked for.
constexpr std::size_t search_window = 64 * 1024;
constexpr std::size_t most_sections = 10'000;

struct StartXref {
  std::size_t offset = 0;  // what it says
  std::size_t end = 0;     // after the number
};

std::optional<StartXref> read_startxref(ByteView bytes, std::size_t at) {
  RawReader reader(bytes, at);
  if (!reader.keyword("startxref")) return std::nullopt;
  const auto offset = reader.integer();
  if (!offset || *offset < 0) return std::nullopt;
  return StartXref{std::size_t(*offset), reader.position()};
}

Result<StartXref> last_startxref(ByteView bytes) {
  const std::size_t from = bytes.size() > tail_size ? bytes.size() - tail_size : 0;
  const std::string_view tail = as_text(bytes.subspan(from));
  for (std::size_t found = tail.rfind("startxref"); found != std::string_view::npos;
       found = tail.rfind("startxref", found - 1)) {
    if (const auto start = read_startxref(bytes, from + found)) return *start;
    if (found == 0) break;
  }
  return Error{Reason::pdf_truncated, "no startxref near the end of the file"};
}

// Newest first.
Result<std::vector<XrefSection>> read_chain(ByteView bytes, std::size_t offset) {
  std::vector<XrefSection> chain;
  std::set<std::size_t> visited;
  for (std::optional<std::size_t> next = offset; next; next = chain.back().previous) {
    if (!visited.insert(*next).second || chain.size() == most_sections) {
      return Error{Reason::pdf_malformed, "the cross-reference sections form a loop, or there are too many"};
    }
    auto section = read_xref_section(bytes, *next);
    if (!section) return section.error();
    chain.push_back(std::move(*section));
  }
  return chain;
}

bool continues_backwards(const XrefSection& newer, const XrefSection& older) { return newer.offset < older.offset; }

std::size_t after_end_of_line(ByteView bytes, std::size_t at) {
  if (at < bytes.size() && bytes[at] == '\r') ++at;
  if (at < bytes.size() && bytes[at] == '\n') ++at;
  return at;
}

// Where "%%EOF" ends that follows `at` with nothing but white space between.
std::optional<std::size_t> eof_marker_end(ByteView bytes, std::size_t at) {
  while (at < bytes.size() && is_pdf_space(bytes[at])) ++at;
  constexpr std::string_view marker = "%%EOF";
  if (!as_text(bytes.subspan(at)).starts_with(marker)) return std::nullopt;
  return at + marker.size();
}

void find_end(ByteView bytes, Revision& revision) {
  std::size_t from = 0;
  for (const XrefSection& section : revision.sections) from = std::max(from, section.end);
  const std::string_view window = as_text(bytes.subspan(from, std::min(search_window, bytes.size() - from)));
  for (std::size_t found = window.find("startxref"); found != std::string_view::npos;
       found = window.find("startxref", found + 1)) {
    const auto start = read_startxref(bytes, from + found);
    const auto eof = start && start->offset == revision.startxref ? eof_marker_end(bytes, start->end) : std::nullopt;
    if (!eof) continue;
    revision.eof_end = *eof;
    revision.end = after_end_of_line(bytes, *eof);
    return;
  }
}

std::vector<Revision> group_into_revisions(ByteView bytes, std::vector<XrefSection> newest_first) {
  std::vector<Revision> revisions;
  for (XrefSection& section : newest_first) {
    if (!revisions.empty() && continues_backwards(revisions.back().sections.back(), section)) {
      revisions.back().sections.push_back(std::move(section));
    } else {
      revisions.push_back({.sections = {}, .startxref = section.offset});
      revisions.back().sections.push_back(std::move(section));
    }
  }
  std::ranges::reverse(revisions);
  for (Revision& revision : revisions) find_end(bytes, revision);
  return revisions;
}

}  // namespace

Result<std::vector<Revision>> read_revisions(ByteView bytes) {
  const auto start = last_startxref(bytes);
  if (!start) return start.error();
  auto chain = read_chain(bytes, start->offset);
  if (!chain) return chain.error();
  return group_into_revisions(bytes, std::move(*chain));
}

}  // namespace sceau
