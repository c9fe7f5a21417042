// SPDX-License-Identifier: Apache-2.0
#include "vote/person_names.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

constexpr char32_t first_folded = 0xC0;
constexpr char32_t last_folded = 0x17F;

// U+00C0 to U+017F, one place each: the letter without its accent; '*' where two letters stand for one; ' ' is no
// letter.
constexpr std::string_view folded_letters =
    "aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(folded_letters.size() == last_folded - first_folded + 1);

struct TwoLetters {
  char32_t letter;
  std::string_view folded;
};
constexpr std::array two_letters = {
    TwoLetters{0xC6, "ae"},  TwoLetters{0xDE, "th"},  TwoLetters{0xDF, "ss"},
    TwoLetters{0xE6, "ae"},  TwoLetters{0xFE, "th"},  TwoLetters{0x132, "ij"},
    TwoLetters{0x133, "ij"}, TwoLetters{0x152, "oe"}, TwoLetters{0x153, "oe"},
};

bool is_separator(char32_t letter) {
  constexpr std::array separators = {U' ', U'-', U'\'', U'.', U'\u00A0', U'\u2010', U'\u2011', U'\u2019'};
  return std::ranges::find(separators, letter) != separators.end();
}

std::string folded(char32_t letter, std::string_view utf8) {
  if (letter >= U'A' && letter <= U'Z') return std::string(1, static_cast<char>(letter - U'A' + U'a'));
  if (letter >= 0x300 && letter <= 0x36F) return {};  // a combining accent
  if (letter < first_folded || letter > last_folded) return std::string(utf8);
  const auto* pair = std::ranges::find(two_letters, letter, &TwoLetters::letter);
  if (pair != two_letters.end()) return std::string(pair->folded);
  const char plain = folded_letters[letter - first_folded];
  return plain == ' ' || plain == '*' ? std::string(utf8) : std::string(1, plain);
}

// The bytes of the first character, and the character. What is no UTF-8 is taken byte by byte.
std::pair<std::size_t, char32_t> first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 1;
  if (size == 1 || size > text.size()) return {1, lead < 0x80 ? lead : 0xFFFF};
  char32_t letter = lead & (0x7Fu >> size);
  for (std::size_t at = 1; at < size; ++at) letter = letter << 6 | (static_cast<unsigned char>(text[at]) & 0x3Fu);
  return {size, letter};
}

}  // namespace

std::vector<std::string> name_words(std::string_view utf8) {
  std::vector<std::string> words;
  bool is_inside = false;
  while (!utf8.empty()) {
    const auto [size, letter] = first_character(utf8);
    if (is_separator(letter)) {
      is_inside = false;
    } else {
      if (!is_inside) words.emplace_back();
      words.back() += folded(letter, utf8.substr(0, size));
      is_inside = true;
    }
    utf8.remove_prefix(size);
  }
  return words;
}

bool is_same_name(std::string_view one, std::string_view other) {
  const auto words = name_words(one);
  return !words.empty() && words == name_words(other);
}

bool is_same_person(const Person& one, const Person& other) {
  if (!one.company.empty() || !other.company.empty()) return is_same_name(one.company, other.company);
  return is_same_name(one.surname, other.surname) && is_same_name(one.first_name, other.first_name);
}

bool is_among_first_names(std::string_view usual, std::string_view listed) {
  const auto words = name_words(usual);
  const auto all = name_words(listed);
  return !words.empty() && !std::ranges::search(all, words).empty();
}

}  // namespace sceau
