// SPDX-License-Identifier: Apache-2.0
#include "formats/toml/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace sceau {
namespace {

// toml++ 3.3 asserts things about its input that malformed input can break (fuzz_tables found two), so a broken
// assertion is a syntax error here, whatever NDEBUG says.
struct BrokenAssertion : std::runtime_error {
  using std::runtime_error::runtime_error;
};
[[noreturn]] inline void break_off(const char* assertion) { throw BrokenAssertion(assertion); }

}  // namespace
}  // namespace sceau

#undef NDEBUG  // it would take the assertions away
#define TOML_EXCEPTIONS 1
#define TOML_HEADER_ONLY 1
#define TOML_ASSERT(expression) ((expression) ? static_cast<void>(0) : ::sceau::break_off(#expression))
#include <toml++/toml.h>

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

// Walks over comments and texts as TOML has them. What stands outside of them must be ASCII in TOML 1.0, and toml++ 3.3
// has undefined behaviour where it is not ("é = 1").
class OutsideQuotes {
 public:
  explicit OutsideQuotes(std::string_view text) : text_(text) {}

  Status is_ascii() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) >= 0x80)
        return malformed(place(), "a letter that is not ASCII, outside quotes");
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        if (const auto skipped = skip_text(c); !skipped) return skipped;
      } else {
        ++at_;
      }
    }
    return Done{};
  }

 private:
  TextPlace place() const {
    const auto before = text_.substr(0, at_);
    return {static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
            before.size() - (before.rfind('\n') + 1) + 1};
  }

  // Up to five quotes may end a text of several lines, two of them belonging to it.
  Status skip_text(char quote) {
    const std::string three(3, quote);
    const bool has_lines = text_.substr(at_).starts_with(three);
    const auto opening = place();
    for (at_ += has_lines ? 3 : 1; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n' && !has_lines) break;
      if (c == '\\' && quote == '"') {
        ++at_;
      } else if (c == quote && (!has_lines || text_.substr(at_).starts_with(three))) {
        at_ += has_lines ? 3 : 1;
        for (int more = 0; has_lines && more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        return Done{};
      }
    }
    return malformed(opening, "the quotes that begin here are never closed");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

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
  if (const auto checked = OutsideQuotes(as_text(source)).is_ascii(); !checked) return checked.error();
  try {
    return value_of(toml::parse(as_text(source)));
  } catch (const toml::parse_error& error) {
    return malformed(place_of(error.source()), error.description());
  } catch (const BrokenAssertion&) {
    return Error{Reason::toml_malformed, "a syntax error that the parser cannot place"};
  }
}

}  // namespace sceau
