// SPDX-License-Identifier: Apache-2.0
#include "formats/json/canonical_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace sceau {
namespace {

// RFC 8785, 3.2.2.2
void write_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", c);
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

// RFC 8785, 3.2.3 sorts by UTF-16 code units. UTF-8 bytes sort by code point, which differs in one thing only: the
// surrogates of what lies beyond U+FFFF (lead bytes F0 to F4) come before U+E000 to U+FFFF (lead bytes EE and EF).
int utf16_rank(unsigned char byte) {
  if (byte == 0xEE || byte == 0xEF) return byte + 0x10;
  return byte >= 0xF0 ? byte - 2 : byte;
}

bool sorts_before(const std::string& a, const std::string& b) {
  return std::ranges::lexicographical_compare(a, b, [](char x, char y) {
    return utf16_rank(static_cast<unsigned char>(x)) < utf16_rank(static_cast<unsigned char>(y));
  });
}

std::string date_text(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string local_time_text(LocalTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  auto text = fmt::format("{}T{:02}:{:02}:{:02}", date_text(std::chrono::year_month_day(day)), clock.hours().count(),
                          clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) text += fmt::format(".{:06}", clock.subseconds().count());
  return text;
}

struct Writer {
  std::string& out;

  void operator()(std::monostate) { out += "null"; }
  void operator()(bool truth) { out += truth ? "true" : "false"; }
  void operator()(std::int64_t number) { out += std::to_string(number); }
  void operator()(const std::string& text) { write_text(text, out); }
  void operator()(std::chrono::year_month_day date) { write_text(date_text(date), out); }
  void operator()(LocalTime time) { write_text(local_time_text(time), out); }

  void operator()(const ValueArray& array) {
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i != 0) out += ',';
      std::visit(*this, array[i].content);
    }
    out += ']';
  }

  void operator()(const ValueObject& object) {
    std::vector<const Member*> sorted;
    for (const auto& member : object) sorted.push_back(&member);
    std::ranges::sort(sorted, [](const Member* a, const Member* b) { return sorts_before(a->key, b->key); });
    out += '{';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i != 0) out += ',';
      write_text(sorted[i]->key, out);
      out += ':';
      std::visit(*this, sorted[i]->value.content);
    }
    out += '}';
  }
};

}  // namespace

std::string canonical_json(const Value& value) {
  std::string out;
  std::visit(Writer{out}, value.content);
  return out;
}

bool is_canonical_number(std::int64_t number) {
  constexpr std::int64_t largest = (std::int64_t{1} << 53) - 1;
  return -largest <= number && number <= largest;
}

}  // namespace sceau
