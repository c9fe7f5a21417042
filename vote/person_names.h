// SPDX-License-Identifier: Apache-2.0
// Are two spellings of a name the same? Registers, certificates and people differ in case, accents, hyphens and
// apostrophes: "LEFEVRE-D'ORMESSON" is "Lefèvre d’Ormesson".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vote/form.h"

namespace sceau {

// The words of a name, in lower case and without accents. Letters of the Latin script are folded (U+00C0 to U+017F);
// others stay as they are, so that two spellings of a name in another script must be the same bytes.
std::vector<std::string> name_words(std::string_view utf8);

// Word by word the same, and not empty.
bool is_same_name(std::string_view one, std::string_view other);

// By their companies alone where either has one, else by surname and first name.
bool is_same_person(const Person& one, const Person& other);

// Is the usual first name one of those that a certificate lists, or all of them: "Marie" or "Jeanne Marie" of "Jeanne
// Marie Odile"? The words must follow each other there.
bool is_among_first_names(std::string_view usual, std::string_view listed);

}  // namespace sceau
