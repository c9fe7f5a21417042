// SPDX-License-Identifier: Apache-2.0
// The words of the pages in both languages: texts.def and problem_texts.def are the only places where they stand.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "foundation/reason.h"
#include "vote/resolution.h"

namespace sceau {

enum class Text {
#define TEXT(name, french, english) name,
#include "vote/pages/texts.def"
#undef TEXT
};

struct TextRow {
  Text text;
  std::string_view french, english;
};
std::span<const TextRow> all_texts();

// As it stands in the table, with its {names}.
std::string_view words(Text text, Language language);

// With every {name} replaced by its value. Precondition: there is a value for each; what has none stays as it is.
using TextValues = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string words(Text text, Language language, TextValues values);

struct ProblemText {
  Reason reason;
  std::string_view french_title, french_advice, english_title, english_advice;
};
std::span<const ProblemText> all_problem_texts();

// How a problem is told to a person; reasons of the table's absence (bugs, disks) are told as vote.not_recorded is.
struct ProblemWords {
  std::string_view title, advice;
};
ProblemWords problem_words(Reason reason, Language language);

// fr: "1 234" with narrow no-break spaces, en: "1,234".
std::string number_in_words(std::int64_t number, Language language);
// "1 voix", "3 heures": {count} in `one` or `many`; in French 0 and 1 are singular, in English 1 is.
std::string counted(std::int64_t count, Text one, Text many, Language language);

}  // namespace sceau
