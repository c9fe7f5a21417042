// SPDX-License-Identifier: Apache-2.0
#include "vote/access_code.h"

#include <string.h>

#include <string>

namespace sceau {
namespace {

constexpr std::size_t digit_count = 16;
constexpr std::size_t bits_of_digit = 5;
constexpr std::size_t group_size = 4;
constexpr unsigned modulus = 37;
constexpr std::string_view signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";  // the first 32 are the digits
constexpr std::size_t no_sign = std::string_view::npos;

// The value of digit `at` of a number of 80 bits, the highest first.
unsigned digit_of(ByteView number, std::size_t at) {
  unsigned value = 0;
  for (auto bit = at * bits_of_digit; bit < (at + 1) * bits_of_digit; ++bit) {
    value = value * 2 + ((unsigned{number[bit / 8]} >> (7 - bit % 8)) & 1U);
  }
  return value;
}

void add_digit(std::span<std::uint8_t> number, std::size_t at, unsigned value) {
  for (std::size_t i = 0; i < bits_of_digit; ++i) {
    const auto bit = at * bits_of_digit + i;
    const auto is_set = (value >> (bits_of_digit - 1 - i)) & 1U;
    number[bit / 8] = static_cast<std::uint8_t>(number[bit / 8] | (is_set << (7 - bit % 8)));
  }
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::size_t value_of_sign(char c) {
  switch (const char sign = upper(c)) {
    case 'O': return 0;
    case 'I':
    case 'L': return 1;
    case '\0': return no_sign;
    default: return signs.find(sign);
  }
}

}  // namespace

AccessCode::AccessCode(AccessCode&& other) : bytes_(other.bytes_) { other.wipe(); }

AccessCode& AccessCode::operator=(AccessCode&& other) {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  other.wipe();
  return *this;
}

void AccessCode::wipe() { explicit_bzero(bytes_.data(), bytes_.size()); }

Result<AccessCode> make_access_code(const RandomSource& random) {
  AccessCode code;
  if (auto filled = random(code.bytes_); !filled) return filled.error();
  return code;
}

Secret write_access_code(const AccessCode& code) {
  std::string text;
  text.reserve(64);  // never moved, and beyond what a string keeps inside itself
  unsigned check = 0;
  for (std::size_t at = 0; at < digit_count; ++at) {
    const auto value = digit_of(code.reveal(), at);
    check = (check * 32 + value) % modulus;
    text += signs[value];
    if (at % group_size == group_size - 1) text += '-';
  }
  text += signs[check];
  return Secret(std::move(text));
}

Result<AccessCode> read_access_code(std::string_view text) {
  AccessCode code;
  std::size_t count = 0;
  unsigned check = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    const auto value = value_of_sign(c);
    const bool is_digit = count < digit_count;
    if (value == no_sign || count > digit_count || (is_digit && value >= 32))
      return Error{Reason::vote_code_mistyped, ""};
    if (!is_digit && value != check) return Error{Reason::vote_code_mistyped, ""};
    if (is_digit) {
      add_digit(code.bytes_, count, static_cast<unsigned>(value));
      check = (check * 32 + static_cast<unsigned>(value)) % modulus;
    }
    ++count;
  }
  if (count != digit_count + 1) return Error{Reason::vote_code_mistyped, ""};
  return code;
}

}  // namespace sceau
