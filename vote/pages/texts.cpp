// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/texts.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

constexpr std::array texts = {
#define TEXT(name, french, english) TextRow{Text::name, french, english},
#include "vote/pages/texts.def"
#undef TEXT
};

constexpr std::array problem_texts = {
#define PROBLEM_TEXT(reason, french_title, french_advice, english_title, english_advice) \
  ProblemText{Reason::reason, french_title, french_advice, english_title, english_advice},
#include "vote/pages/problem_texts.def"
#undef PROBLEM_TEXT
};

std::string_view value_of(TextValues values, std::string_view name, std::string_view otherwise) {
  const auto* found = std::ranges::find(values, name, &std::pair<std::string_view, std::string_view>::first);
  return found == values.end() ? otherwise : found->second;
}

}  // namespace

std::span<const TextRow> all_texts() { return texts; }
std::span<const ProblemText> all_problem_texts() { return problem_texts; }

std::string_view words(Text text, Language language) {
  const auto& row = texts[static_cast<std::size_t>(text)];
  return language == Language::french ? row.french : row.english;
}

// One pass from left to right: a value that looks like a {name} is never replaced itself.
std::string words(Text text, Language language, TextValues values) {
  auto rest = words(text, language);
  std::string filled;
  while (!rest.empty()) {
    const auto begin = std::min(rest.find('{'), rest.size());
    filled += rest.substr(0, begin);
    rest.remove_prefix(begin);
    if (rest.empty()) break;
    const auto length = std::min(rest.find('}'), rest.size() - 1) + 1;
    const auto whole = rest.substr(0, length);
    filled += value_of(values, whole.substr(1, length - 2), whole);
    rest.remove_prefix(length);
  }
  return filled;
}

ProblemWords problem_words(Reason reason, Language language) {
  auto found = std::ranges::find(problem_texts, reason, &ProblemText::reason);
  if (found == problem_texts.end()) {
    found = std::ranges::find(problem_texts, Reason::vote_not_recorded, &ProblemText::reason);
  }
  if (language == Language::french) return {found->french_title, found->french_advice};
  return {found->english_title, found->english_advice};
}

std::string number_in_words(std::int64_t number, Language language) {
  const std::string_view separator = language == Language::french ? "\xE2\x80\xAF" : ",";
  const auto digits = std::to_string(number < 0 ? -number : number);
  std::string grouped = number < 0 ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += separator;
    grouped += digits[i];
  }
  return grouped;
}

std::string counted(std::int64_t count, Text one, Text many, Language language) {
  const bool is_singular = count == 1 || (count == 0 && language == Language::french);
  return words(is_singular ? one : many, language, {{"count", number_in_words(count, language)}});
}

}  // namespace sceau
