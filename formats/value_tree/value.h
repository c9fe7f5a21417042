// SPDX-License-Identifier: Apache-2.0
// What a JSON or TOML document says, as a tree. Numbers are integers: nothing this program reads has fractions.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sceau {

using LocalTime = std::chrono::local_time<std::chrono::microseconds>;  // a date and time without a zone

struct TextPlace {
  std::size_t line = 0, column = 0;  // counted from 1; 0: not known
  bool operator==(const TextPlace&) const = default;
};

struct Value;
struct Member;
using ValueArray = std::vector<Value>;
using ValueObject = std::vector<Member>;  // in the order of the document; no key twice

// Dates and local times come from TOML only; null (monostate) comes from JSON only.
struct Value {
  std::variant<std::monostate, bool, std::int64_t, std::string, std::chrono::year_month_day, LocalTime, ValueArray,
               ValueObject>
      content;
  TextPlace place = {};
};

struct Member {
  std::string key;
  Value value;
};

// The value of a key; null where the value is no object or has no such key.
const Value* member(const Value& value, std::string_view key);

}  // namespace sceau
