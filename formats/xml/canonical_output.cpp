// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/canonical_output.h"

#include <cstring>

namespace sceau {
namespace {

// A byte with its high bit set in the result marks a zero byte of `word`; exact up to and including the lowest one.
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - 0x0101010101010101U) & ~word & 0x8080808080808080U;
}

template <char... Special>
constexpr std::uint64_t special_bytes(std::uint64_t word) {
  return (zero_bytes(word ^ (0x0101010101010101U * static_cast<std::uint8_t>(Special))) | ...);
}

// How many bytes at the front need no escape: eight at a time, for most text needs none at all.
template <char... Special>
std::size_t plain_length(std::string_view text) {
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= text.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, sizeof word);
    if (special_bytes<Special...>(word) != 0) break;
  }
  while (i < text.size() && ((text[i] != Special) && ...)) ++i;
  return i;
}

constexpr std::string_view escape_of(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#x9;";
    case '\n': return "&#xA;";
    default: return "&#xD;";
  }
}

template <char... Special>
void put_escaped(CanonicalOutput& output, std::string_view text) {
  while (true) {
    const auto plain = plain_length<Special...>(text);
    output.put(text.substr(0, plain));
    if (plain == text.size()) return;
    output.put(escape_of(text[plain]));
    text.remove_prefix(plain + 1);
  }
}

}  // namespace

void CanonicalOutput::put(std::string_view text) {
  if (buffer_.size() + text.size() > buffer_size) flush();
  if (text.size() > buffer_size) {
    sink_(as_bytes(text));
  } else {
    append(buffer_, text);
  }
}

void CanonicalOutput::put_text(std::string_view text) { put_escaped<'&', '<', '>', '\r'>(*this, text); }

void CanonicalOutput::put_attribute_value(std::string_view text) {
  put_escaped<'&', '<', '"', '\t', '\n', '\r'>(*this, text);
}

void CanonicalOutput::flush() {
  if (!buffer_.empty()) sink_(buffer_);
  buffer_.clear();
}

}  // namespace sceau
