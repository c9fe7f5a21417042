// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/person_names.h"

#include <algorithm>
#include <array>

namespace sceau::audit {
namespace {

// clang-format off
constexpr std::array<std::string_view, 192> base_letters = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",  // U+00C0
    "d", "n", "o", "o", "o", "o", "o", "×", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",  // U+00E0
    "d", "n", "o", "o", "o", "o", "o", "÷", "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",  // U+0100
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",  // U+0120
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",  // U+0140
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",  // U+0160
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
};
// clang-format on

// U+2010 hyphen, U+2011, U+2019 apostrophe, U+00A0 space: as typewriters of today write them.
constexpr std::array<std::string_view, 4> typographic_marks = {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x99",
                                                               "\xC2\xA0"};

bool ends_word(char c) { return c == ' ' || c == '-' || c == '\'' || c == '.' || c == '\t'; }

std::size_t mark_at(std::string_view rest) {
  for (const auto mark : typographic_marks) {
    if (rest.starts_with(mark)) return mark.size();
  }
  return 0;
}

// Where the rest begins with a letter of U+00C0 to U+017F, its place in the table; those take two octets.
int letter_at(std::string_view rest) {
  if (rest.size() < 2) return -1;
  const int first = static_cast<unsigned char>(rest[0]), second = static_cast<unsigned char>(rest[1]);
  const int code = (first & 0x1F) << 6 | (second & 0x3F);
  const bool takes_two = (first & 0xE0) == 0xC0 && (second & 0xC0) == 0x80;
  return takes_two && 0xC0 <= code && code < 0x180 ? code - 0xC0 : -1;
}

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string folded_name(std::string_view text) {
  std::string folded;
  bool is_new_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto mark = ends_word(rest.front()) ? std::size_t{1} : mark_at(rest);
    if (mark != 0) {
      is_new_word = !folded.empty();
      at += mark;
      continue;
    }
    if (is_new_word) folded += ' ';
    is_new_word = false;
    const int letter = letter_at(rest);
    if (letter >= 0) {
      folded += base_letters[static_cast<std::size_t>(letter)];
    } else {
      folded += lower(rest.front());
    }
    at += letter >= 0 ? 2 : 1;
  }
  return folded;
}

std::string name_key(const Person& person) {
  if (const auto company = folded_name(person.company); !company.empty()) return "company " + company;
  const auto surname = folded_name(person.surname), first_name = folded_name(person.first_name);
  return surname.empty() && first_name.empty() ? std::string() : surname + '\n' + first_name;
}

bool is_same_person(const Person& one, const Person& other) {
  const auto key = name_key(one);
  return !key.empty() && key == name_key(other);
}

bool has_words_of(std::string_view found, std::string_view wanted) {
  const auto among = ' ' + folded_name(found) + ' ';
  const auto words = folded_name(wanted);
  if (words.empty() || among.size() == 2) return false;
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.find(' ', begin), words.size());
    if (among.find(' ' + words.substr(begin, end - begin) + ' ') == std::string::npos) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace sceau::audit
