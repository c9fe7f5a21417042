// SPDX-License-Identifier: Apache-2.0
// Who somebody is, and whether two are the same (docs/counting.md, 3, "Names").
#pragma once

#include <string>
#include <string_view>

namespace sceau::audit {

struct Person {
  std::string surname = {}, first_name = {};
  std::string company = {}, registration = {};
  std::string domicile = {};
  bool operator==(const Person&) const = default;

  bool has_name() const { return !surname.empty() || !first_name.empty() || !company.empty(); }
};

// The words of a name with one space between: lower case, without accents; hyphens, apostrophes and points end a word.
// Letters are ASCII and U+00C0 to U+017F, others stay as they are. Empty: no name.
std::string folded_name(std::string_view text);

// The name by which persons are compared: that of the company where there is one, else surname and first name. Equal
// keys that are not empty: the same person.
std::string name_key(const Person& person);
bool is_same_person(const Person& one, const Person& other);

// Is every word of `wanted` among those of `found`? Neither may be empty.
bool has_words_of(std::string_view found, std::string_view wanted);

}  // namespace sceau::audit
