// SPDX-License-Identifier: Apache-2.0
#include "formats/value_tree/value_fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "foundation/nearest_word.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// RFC 6901, section 3: ~ and / are written ~0 and ~1.
std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const auto near = nearest_word(word, known);
  return near.empty() ? fmt::format("known here: {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", near);
}

}  // namespace

ValueFields::ValueFields(const Value& value, PathStyle style, Findings& findings, std::string path)
    : value_(&value), style_(style), findings_(&findings), path_(std::move(path)) {
  if (!std::holds_alternative<ValueObject>(value.content)) {
    findings.push_back({Reason::value_wrong, fmt::format("{}: not an object", path_.empty() ? "the document" : path_)});
  }
}

std::string ValueFields::path_of(std::string_view key) const {
  if (style_ == PathStyle::json_pointer) return printable(path_ + "/" + pointer_token(key));
  return printable(path_.empty() ? std::string(key) : path_ + "." + std::string(key));
}

std::string ValueFields::describe(std::string_view key, const TextPlace& place) const {
  return place.line == 0 ? path_of(key) : fmt::format("line {}: {}", place.line, path_of(key));
}

void ValueFields::refuse(std::string_view key, std::string_view why) {
  const auto* found = member(*value_, key);
  const auto place = found ? found->place : value_->place;
  findings_->push_back({Reason::value_wrong, fmt::format("{}: {}", describe(key, place), why)});
}

void ValueFields::refuse_word(std::string_view key, const std::string& found, const std::vector<std::string>& known) {
  refuse(key, fmt::format("'{}' is not known; {}", printable(found), suggestion(found, known)));
}

template <typename T>
const T* ValueFields::get(std::string_view key, Presence presence, std::string_view kind) {
  asked_.emplace_back(key);
  const auto* found = member(*value_, key);
  if (!found) {
    if (presence == Presence::needed) {
      findings_->push_back({Reason::value_missing, fmt::format("{} ({})", describe(key, value_->place), kind)});
    }
    return nullptr;
  }
  const auto* content = std::get_if<T>(&found->content);
  if (!content) refuse(key, fmt::format("must be {}", kind));
  return content;
}

template <typename T>
std::vector<T> ValueFields::list(std::string_view key, Presence presence, std::string_view kind) {
  std::vector<T> items;
  const auto* array = get<ValueArray>(key, presence, fmt::format("a list, each item {}", kind));
  if (!array) return items;
  for (const auto& item : *array) {
    const auto* content = std::get_if<T>(&item.content);
    if (content) {
      items.push_back(*content);
    } else {
      refuse(key, fmt::format("each item must be {}", kind));
    }
  }
  return items;
}

std::optional<std::string> ValueFields::text(std::string_view key, Presence presence) {
  const auto* found = get<std::string>(key, presence, "a text");
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<std::int64_t> ValueFields::integer(std::string_view key, IntegerRange range, Presence presence) {
  const auto* found = get<std::int64_t>(key, presence, "a whole number");
  if (!found) return std::nullopt;
  if (range.low <= *found && *found <= range.high) return *found;
  refuse(key, fmt::format("{} is not between {} and {}", *found, range.low, range.high));
  return std::nullopt;
}

std::optional<bool> ValueFields::boolean(std::string_view key, Presence presence) {
  const auto* found = get<bool>(key, presence, "true or false");
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<std::chrono::year_month_day> ValueFields::date(std::string_view key, Presence presence) {
  const auto* found = get<std::chrono::year_month_day>(key, presence, "a date like 2027-05-12");
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<LocalTime> ValueFields::local_time(std::string_view key, Presence presence) {
  const auto* found = get<LocalTime>(key, presence, "a date and time without zone like 2027-05-12T10:00:00");
  return found ? std::optional(*found) : std::nullopt;
}

std::vector<std::string> ValueFields::texts(std::string_view key, Presence presence) {
  return list<std::string>(key, presence, "a text");
}

std::vector<std::chrono::year_month_day> ValueFields::dates(std::string_view key, Presence presence) {
  return list<std::chrono::year_month_day>(key, presence, "a date like 2027-05-12");
}

std::optional<ValueFields> ValueFields::object(std::string_view key, Presence presence) {
  if (!get<ValueObject>(key, presence, "an object")) return std::nullopt;
  return ValueFields(*member(*value_, key), style_, *findings_, path_of(key));
}

std::vector<ValueFields> ValueFields::objects(std::string_view key, Presence presence) {
  std::vector<ValueFields> found;
  const auto* array = get<ValueArray>(key, presence, "a list of objects");
  if (!array) return found;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const auto path = style_ == PathStyle::json_pointer ? fmt::format("{}/{}", path_of(key), i)
                                                        : fmt::format("{}[{}]", path_of(key), i + 1);
    found.emplace_back((*array)[i], style_, *findings_, path);
  }
  return found;
}

void ValueFields::refuse_others() {
  const auto* object = std::get_if<ValueObject>(&value_->content);
  if (!object) return;
  for (const auto& [key, value] : *object) {
    if (std::ranges::find(asked_, key) != asked_.end()) continue;
    findings_->push_back(
        {Reason::value_unknown_key, fmt::format("{}: {}", describe(key, value.place), suggestion(key, asked_))});
  }
}

}  // namespace sceau
