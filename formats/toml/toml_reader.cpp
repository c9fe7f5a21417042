// SPDX-License-Identifier: Apache-2.0
#include "formats/toml/toml_reader.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;

TextPlace place_of(const toml::source_region& region) { return {region.begin.line, region.begin.column}; }

Error malformed(const TextPlace& place, std::string_view what) {
  return {Reason::toml_malformed, fmt::format("line {}, column {}: {}", place.line, place.column, what)};
}

std::optional<std::chrono::year_month_day> calendar_date(const toml::date& date) {
  const std::chrono::year_month_day found{std::chrono::year(date.year), std::chrono::month(date.month),
                                          std::chrono::day(date.day)};
  return found.ok() ? std::optional(found) : std::nullopt;
}

LocalTime local_time(std::chrono::year_month_day date, const toml::time& time) {
  return std::chrono::local_days(date) + std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) +
         std::chrono::seconds(time.second) + std::chrono::microseconds(time.nanosecond / 1000);
}

Result<Value> value_of(const toml::node& node);

Result<Value> array_of(const toml::array& array, const TextPlace& place) {
  ValueArray items;
  for (const auto& node : array) {
    auto item = value_of(node);
    if (!item) return item.error();
    items.push_back(std::move(*item));
  }
  return Value{std::move(items), place};
}

// toml++ keeps a table sorted by key; the document's order is that of the places.
Result<Value> object_of(const toml::table& table, const TextPlace& place) {
  ValueObject members;
  for (const auto& [key, node] : table) {
    auto value = value_of(node);
    if (!value) return value.error();
    members.push_back({std::string(key.str()), std::move(*value)});
    members.back().value.place = place_of(key.source());
  }
  std::ranges::stable_sort(members, [](const Member& a, const Member& b) {
    return std::pair(a.value.place.line, a.value.place.column) < std::pair(b.value.place.line, b.value.place.column);
  });
  return Value{std::move(members), place};
}

Result<Value> date_and_time(const toml::date_time& found, const TextPlace& place) {
  const auto date = calendar_date(found.date);
  if (!date) return malformed(place, "no such date");
  if (found.offset) return malformed(place, "write the time without an offset");
  return Value{local_time(*date, found.time), place};
}

Result<Value> value_of(const toml::node& node) {
  const auto place = place_of(node.source());
  if (const auto* table = node.as_table()) return object_of(*table, place);
  if (const auto* array = node.as_array()) return array_of(*array, place);
  if (const auto* text = node.as_string()) return Value{text->get(), place};
  if (const auto* number = node.as_integer()) return Value{number->get(), place};
  if (const auto* truth = node.as_boolean()) return Value{truth->get(), place};
  if (const auto* both = node.as_date_time()) return date_and_time(both->get(), place);
  if (const auto* date = node.as_date()) {
    const auto found = calendar_date(date->get());
    return found ? Result<Value>(Value{*found, place}) : malformed(place, "no such date");
  }
  return malformed(place, "a fraction or a time of day is no value here");
}

}  // namespace

Result<Value> read_toml(ByteView source) {
  if (source.size() > most_bytes) return Error{Reason::input_too_large, "the settings"};
  if (!is_utf8(as_text(source))) return Error{Reason::text_malformed, "the settings are not UTF-8"};
  const auto parsed = toml::parse(as_text(source));
  if (!parsed) return malformed(place_of(parsed.error().source()), parsed.error().description());
  return value_of(parsed.table());
}

}  // namespace sceau
