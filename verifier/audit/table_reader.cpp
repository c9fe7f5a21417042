// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace sceau::audit {
namespace {

constexpr std::size_t most_findings = 20;
constexpr std::int64_t most_shares = (std::int64_t{1} << 53) - 1;

using Places = std::map<std::string, std::size_t, std::less<>>;

Error wrong(const std::string& what) { return {Reason::value_wrong, "line 1: " + what}; }

Status read_header(const CsvRecord& record, const Columns& columns, Places& places) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& name = record.fields[i];
    const bool is_known =
        std::ranges::count(columns.needed, name) != 0 || std::ranges::count(columns.optional, name) != 0;
    if (!is_known) return wrong(fmt::format("the column '{}' is not known", name));
    if (!places.emplace(name, i).second) return wrong(fmt::format("the column '{}' is there twice", name));
  }
  for (const auto& name : columns.needed) {
    if (!places.contains(name)) return wrong(fmt::format("the column '{}' is missing", name));
  }
  return Done{};
}

}  // namespace

const std::string& TableLine::text(std::string_view column) const {
  static const std::string nothing;
  const auto place = places_.find(column);
  return place == places_.end() ? nothing : record_.fields[place->second];
}

const std::string& TableLine::needed(std::string_view column) {
  if (text(column).empty()) refuse(column, "is empty");
  return text(column);
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t number = -1;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  const bool is_plain = is_whole && 0 <= number && number <= most_shares && std::to_string(number) == digits;
  return is_plain ? std::optional(number) : std::nullopt;
}

std::int64_t TableLine::count(std::string_view column) {
  if (const auto number = whole_number(text(column))) return *number;
  refuse(column, "is no whole number");
  return 0;
}

void TableLine::refuse(std::string_view column, std::string_view why) {
  findings_.push_back({Reason::value_wrong, fmt::format("line {}: {} {}", record_.line, column, why)});
}

Status read_table(ByteView csv, const Columns& columns, Findings& findings,
                  const std::function<void(TableLine&)>& take) {
  Places places;
  bool has_header = false;
  const auto read = read_csv(csv, [&](const CsvRecord& record) -> Status {
    if (!std::exchange(has_header, true)) return read_header(record, columns, places);
    TableLine line(record, places, findings);
    if (findings.size() < most_findings) take(line);
    return Done{};
  });
  if (read && !has_header) return wrong("there is none");
  return read;
}

}  // namespace sceau::audit
