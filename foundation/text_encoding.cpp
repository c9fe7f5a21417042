// SPDX-License-Identifier: Apache-2.0
#include "foundation/text_encoding.h"

#include <fmt/format.h>

#include <array>

namespace sceau {
namespace {

constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> make_base64_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < base64_alphabet.size(); ++i) {
    values[static_cast<unsigned char>(base64_alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr auto base64_values = make_base64_values();

std::string hex(ByteView bytes, std::string_view digits) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The length of the UTF-8 sequence at the front, 0 where it is not valid (RFC 3629, section 4).
std::size_t utf8_sequence(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto is_tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const auto lead = at(0), second = at(1);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return is_tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && second < 0xA0, surrogate = lead == 0xED && second > 0x9F;
    return is_tail(1) && is_tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && second < 0x90, too_high = lead == 0xF4 && second > 0x8F;
    return is_tail(1) && is_tail(2) && is_tail(3) && !overlong && !too_high ? 4 : 0;
  }
  return 0;
}

void append_utf8(std::string& text, char32_t code) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

// The code points that are no characters: U+FDD0 to U+FDEF, and the last two of each plane. Some libraries refuse them.
bool is_noncharacter(std::string_view sequence) {
  if (sequence.size() < 3) return false;
  if (sequence.size() == 3 && "\xEF\xB7\x90" <= sequence && sequence <= "\xEF\xB7\xAF") return true;
  const bool is_last_of_plane = sequence.size() == 3 ? sequence[0] == '\xEF' : (sequence[1] & 0x0F) == 0x0F;
  const auto end = sequence.substr(sequence.size() - 2);
  return is_last_of_plane && (end == "\xBF\xBE" || end == "\xBF\xBF");
}

// Controls that can disguise a line as much as C0 controls can: C1, bidirectional marks and overrides, line and
// paragraph separators, and characters without width.
bool is_deceptive(std::string_view sequence) {
  const auto is_within = [&](std::string_view low, std::string_view high) {
    return low <= sequence && sequence <= high;
  };
  switch (sequence.size()) {
    case 1: return static_cast<unsigned char>(sequence[0]) < 0x20 || sequence[0] == 0x7F;
    case 2: return is_within("\xC2\x80", "\xC2\x9F") || sequence == "\xD8\x9C";
    case 3:
      return sequence == "\xE2\x80\x8B" || sequence == "\xEF\xBB\xBF" || is_within("\xE2\x80\x8E", "\xE2\x80\x8F") ||
             is_within("\xE2\x80\xA8", "\xE2\x80\xAE") || is_within("\xE2\x81\xA0", "\xE2\x81\xA9");
    default: return false;
  }
}

}  // namespace

std::string hex_lower(ByteView bytes) { return hex(bytes, "0123456789abcdef"); }
std::string hex_upper(ByteView bytes) { return hex(bytes, "0123456789ABCDEF"); }

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return Error{Reason::text_malformed, "odd number of hex digits"};
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return Error{Reason::text_malformed, fmt::format("no hex digit at position {}", i)};
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? base64_alphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  std::size_t count = 0, padding = 0;
  for (const char c : text) {
    if (is_xml_space(c)) continue;
    const auto value = base64_values[static_cast<unsigned char>(c)];
    if (c == '=' && count >= 2 && count + padding < 4) {
      ++padding;
      continue;
    }
    if (value < 0 || padding != 0) return Error{Reason::text_malformed, "not base64"};
    group = group << 6 | static_cast<std::uint32_t>(value);
    if (++count < 4) continue;
    for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(group >> shift));
    group = 0;
    count = 0;
  }
  if (count == 0 && padding == 0) return bytes;
  const std::uint32_t spare = count == 2 ? group & 15 : group & 3;
  if (count + padding != 4 || spare != 0) return Error{Reason::text_malformed, "base64 ends in the middle of a group"};
  group <<= 6 * padding;
  bytes.push_back(static_cast<std::uint8_t>(group >> 16));
  if (count == 3) bytes.push_back(static_cast<std::uint8_t>(group >> 8));
  return bytes;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_sequence(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string utf8_from_utf16be(ByteView bytes) {
  const auto unit = [&](std::size_t i) { return static_cast<char32_t>(bytes[i] << 8 | bytes[i + 1]); };
  std::string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto high = unit(i);
    const bool is_pair = (high & 0xFC00) == 0xD800 && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00) == 0xDC00;
    if (is_pair) {
      append_utf8(text, 0x10000 + ((high & 0x3FF) << 10) + (unit(i + 2) & 0x3FF));
      i += 2;
    } else {
      append_utf8(text, (high & 0xF800) == 0xD800 ? U'\uFFFD' : high);
    }
  }
  return text;
}

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto length = utf8_sequence(text);
    const auto sequence = text.substr(0, length == 0 ? 1 : length);
    if (length != 0 && !is_deceptive(sequence) && !is_noncharacter(sequence)) {
      result += sequence;
    } else {
      for (const char c : sequence) result += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    }
    text.remove_prefix(sequence.size());
  }
  return result;
}

}  // namespace sceau
