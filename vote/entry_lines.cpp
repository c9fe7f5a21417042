// SPDX-License-Identifier: Apache-2.0
#include "vote/entry_lines.h"

#include <fmt/format.h>

#include <array>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Error malformed(std::int64_t index, std::string_view what) {
  return {Reason::bundle_malformed, fmt::format("entry {}: {}", index, what)};
}

// Takes what stands before `end` off the front, and `end` with it.
std::optional<std::string_view> field_before(std::string_view& rest, char end) {
  const auto at = rest.find(end);
  if (at == rest.npos) return std::nullopt;
  const auto field = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  return field;
}

Result<LogEntry> read_fields(std::string_view line, std::int64_t index) {
  std::array<std::string_view, 5> fields;
  for (auto& field : fields) {
    const auto found = field_before(line, '\t');
    if (!found) return malformed(index, "a field is missing");
    field = *found;
  }
  const auto& [number, type, at, node, salt] = fields;
  if (number != std::to_string(index)) return malformed(index, "has another index");
  const auto known_type = entry_type_named(type);
  const auto instant = from_rfc3339(at);
  auto octets = from_hex(salt);
  if (!known_type || !instant || to_rfc3339(*instant) != at || !octets || hex_lower(*octets) != salt) {
    return malformed(index, "cannot be read");
  }
  return LogEntry{*known_type, *instant, std::string(node), std::move(*octets), to_bytes(line)};
}

}  // namespace

std::string entry_line(std::int64_t index, const LogEntry& entry) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", index, name_of(entry.type), to_rfc3339(entry.at), entry.node,
                     hex_lower(entry.salt), as_text(entry.payload));
}

Status read_entry_lines(std::string_view text, const std::function<Status(std::int64_t, LogEntry)>& visit) {
  if (!text.starts_with(entry_lines_header)) return malformed(0, "no header stands before it");
  text.remove_prefix(entry_lines_header.size());
  for (std::int64_t index = 0; !text.empty(); ++index) {
    const auto line = field_before(text, '\n');
    if (!line) return malformed(index, "its line has no end");
    auto entry = read_fields(*line, index);
    if (!entry) return entry.error();
    if (auto visited = visit(index, std::move(*entry)); !visited) return visited;
  }
  return Done{};
}

}  // namespace sceau
