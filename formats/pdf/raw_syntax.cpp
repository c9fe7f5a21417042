// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/raw_syntax.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t deepest_nesting = 500;

bool is_delimiter(std::uint8_t byte) {
  return std::string_view("()<>[]{}/%").find(char(byte)) != std::string_view::npos;
}
bool is_regular(std::uint8_t byte) { return !is_pdf_space(byte) && !is_delimiter(byte); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool looks_like_number(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.' || c == '+' || c == '-'; }) &&
         std::ranges::any_of(text, is_digit);
}

bool is_opening(RawTokenKind kind) { return kind == RawTokenKind::array_open || kind == RawTokenKind::dictionary_open; }

bool is_closing(RawTokenKind kind) {
  return kind == RawTokenKind::array_close || kind == RawTokenKind::dictionary_close;
}

RawTokenKind closing_of(RawTokenKind opening) {
  return opening == RawTokenKind::array_open ? RawTokenKind::array_close : RawTokenKind::dictionary_close;
}

bool ends_object(const RawToken& token) {
  return token.kind == RawTokenKind::end || token.kind == RawTokenKind::malformed;
}

// "/A#42" -> "AB". A '#' without two hex digits stands for itself.
std::string decoded_name(std::string_view written) {
  std::string name;
  for (std::size_t i = 1; i < written.size(); ++i) {
    const auto byte = written[i] == '#' && i + 2 < written.size() ? from_hex(written.substr(i + 1, 2))
                                                                  : Result<Bytes>(Error{Reason::text_malformed, ""});
    name += byte ? char((*byte)[0]) : written[i];
    if (byte) i += 2;
  }
  return name;
}

}  // namespace

bool is_pdf_space(std::uint8_t byte) {
  return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

std::optional<std::int64_t> integer_from(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && is_digit(text[1])) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void RawReader::skip_space() {
  while (!at_end()) {
    if (bytes_[at_] == '%') {
      while (!at_end() && bytes_[at_] != '\r' && bytes_[at_] != '\n') ++at_;
    } else if (is_pdf_space(bytes_[at_])) {
      ++at_;
    } else {
      return;
    }
  }
}

RawToken RawReader::next() {
  skip_space();
  const std::size_t begin = at_;
  if (at_end()) return token(RawTokenKind::end, begin);
  switch (bytes_[at_++]) {
    case '(': return literal_string(begin);
    case '<':
    case '>': return angle(begin);
    case '[': return token(RawTokenKind::array_open, begin);
    case ']': return token(RawTokenKind::array_close, begin);
    case ')':
    case '{':
    case '}': return token(RawTokenKind::malformed, begin);
    default: return regular(begin);
  }
}

RawToken RawReader::literal_string(std::size_t begin) {
  for (std::size_t open = 1; !at_end();) {
    const std::uint8_t byte = bytes_[at_++];
    if (byte == '\\' && !at_end()) ++at_;
    if (byte == '(') ++open;
    if (byte == ')' && --open == 0) return token(RawTokenKind::string, begin);
  }
  return token(RawTokenKind::malformed, begin);
}

RawToken RawReader::angle(std::size_t begin) {
  const std::uint8_t first = bytes_[begin];
  if (!at_end() && bytes_[at_] == first) {
    ++at_;
    return token(first == '<' ? RawTokenKind::dictionary_open : RawTokenKind::dictionary_close, begin);
  }
  return first == '<' ? hex_string(begin) : token(RawTokenKind::malformed, begin);
}

RawToken RawReader::hex_string(std::size_t begin) {
  while (!at_end()) {
    const std::uint8_t byte = bytes_[at_++];
    if (byte == '>') return token(RawTokenKind::hex_string, begin);
    if (byte == '<') break;
  }
  return token(RawTokenKind::malformed, begin);
}

RawToken RawReader::regular(std::size_t begin) {
  while (!at_end() && is_regular(bytes_[at_])) ++at_;
  if (bytes_[begin] == '/') return token(RawTokenKind::name, begin);
  return token(looks_like_number(text({begin, at_})) ? RawTokenKind::number : RawTokenKind::keyword, begin);
}

std::optional<std::int64_t> RawReader::integer() {
  RawReader ahead = *this;
  const RawToken read = ahead.next();
  const auto number = read.kind == RawTokenKind::number ? integer_from(text(read.span)) : std::nullopt;
  if (number) *this = ahead;
  return number;
}

bool RawReader::keyword(std::string_view word) {
  RawReader ahead = *this;
  const RawToken read = ahead.next();
  if (read.kind != RawTokenKind::keyword || text(read.span) != word) return false;
  *this = ahead;
  return true;
}

// After the "12" of "12 0 R".
void RawReader::skip_reference_tail() {
  RawReader ahead = *this;
  if (ahead.integer() && ahead.keyword("R")) *this = ahead;
}

std::optional<RawSpan> RawReader::value() {
  std::vector<RawTokenKind> open;
  std::size_t begin = 0;
  bool first = true;
  do {
    const RawToken read = next();
    if (std::exchange(first, false)) begin = read.span.begin;
    if (ends_object(read) || open.size() > deepest_nesting) return std::nullopt;
    if (is_opening(read.kind)) open.push_back(closing_of(read.kind));
    if (is_closing(read.kind)) {
      if (open.empty() || open.back() != read.kind) return std::nullopt;
      open.pop_back();
    }
    if (open.empty() && read.kind == RawTokenKind::number) skip_reference_tail();
  } while (!open.empty());
  return RawSpan{begin, at_};
}

const RawSpan* RawDictionary::find(std::string_view key) const {
  const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const RawEntry& e) { return e.key == key; });
  return found == entries.rend() ? nullptr : &found->value;
}

std::size_t RawDictionary::count(std::string_view key) const {
  return std::size_t(std::ranges::count(entries, key, &RawEntry::key));
}

std::optional<RawDictionary> read_raw_dictionary(ByteView bytes, std::size_t at) {
  RawReader reader(bytes, at);
  const RawToken open = reader.next();
  if (open.kind != RawTokenKind::dictionary_open) return std::nullopt;
  RawDictionary dictionary{open.span, {}};
  for (;;) {
    const RawToken key = reader.next();
    if (key.kind == RawTokenKind::dictionary_close) break;
    if (key.kind != RawTokenKind::name) return std::nullopt;
    const auto value = reader.value();
    if (!value) return std::nullopt;
    dictionary.entries.push_back({decoded_name(reader.text(key.span)), *value});
  }
  dictionary.span.end = reader.position();
  return dictionary;
}

std::optional<std::int64_t> raw_integer(ByteView bytes, const RawDictionary& dictionary, std::string_view key) {
  const RawSpan* value = dictionary.find(key);
  return value ? integer_from(as_text(bytes_in(bytes, *value))) : std::nullopt;
}

std::optional<std::vector<std::int64_t>> raw_integers(ByteView bytes, RawSpan array) {
  RawReader reader(bytes.first(array.end), array.begin);
  if (reader.next().kind != RawTokenKind::array_open) return std::nullopt;
  std::vector<std::int64_t> numbers;
  while (const auto number = reader.integer()) numbers.push_back(*number);
  const bool closed = reader.next().kind == RawTokenKind::array_close && reader.position() == array.end;
  return closed ? std::optional(numbers) : std::nullopt;
}

std::string raw_name(ByteView bytes, const RawDictionary& dictionary, std::string_view key) {
  const RawSpan* value = dictionary.find(key);
  if (!value || bytes[value->begin] != '/') return {};
  return decoded_name(as_text(bytes_in(bytes, *value)));
}

std::optional<RawObject> read_raw_object(ByteView bytes, std::size_t at) {
  RawReader reader(bytes, at);
  const auto number = reader.integer();
  const auto generation = number ? reader.integer() : std::nullopt;
  constexpr std::int64_t largest = std::numeric_limits<int>::max();
  if (!generation || *number < 1 || *number >= largest || *generation < 0 || *generation > 65535) return std::nullopt;
  if (!reader.keyword("obj")) return std::nullopt;
  return RawObject{{int(*number), int(*generation)}, reader.position()};
}

}  // namespace sceau
