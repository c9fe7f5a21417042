// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/person_names.h"

#include <gtest/gtest.h>

namespace sceau::audit {
namespace {

Person person(const std::string& surname, const std::string& first_name, const std::string& company = "") {
  return {.surname = surname, .first_name = first_name, .company = company};
}

TEST(PersonNames, AreFoldedWordByWord) {
  EXPECT_EQ(folded_name("  Jean-Pierre   D'ORMESSON "), "jean pierre d ormesson");
  EXPECT_EQ(folded_name("Zoé ŒUVRÉ"), "zoe oeuvre");
  EXPECT_EQ(folded_name("Straße Ægir Þór Ĳssel"), "strasse aegir thor ijssel");
  EXPECT_EQ(folded_name("S.A. Łódź"), "s a lodz");
  EXPECT_EQ(folded_name("L\xE2\x80\x99H\xC3\xB4pital"), "l hopital");
  EXPECT_EQ(folded_name("李 Ω"), "李 Ω");
  EXPECT_EQ(folded_name(" -.' "), "");
  EXPECT_EQ(folded_name("\xC3"), "\xC3");  // half a letter
}

TEST(PersonNames, AreTheSameWithoutCaseAndAccents) {
  EXPECT_TRUE(is_same_person(person("Lefèvre", "Anne-Marie"), person("LEFEVRE", "anne marie")));
  EXPECT_FALSE(is_same_person(person("Lefèvre", "Anne"), person("Lefèvre", "Anne-Marie")));
  EXPECT_FALSE(is_same_person(person("Anne", "Lefèvre"), person("Lefèvre", "Anne")));
  EXPECT_FALSE(is_same_person(person("", ""), person("", "")));
}

TEST(PersonNames, OfCompaniesAloneCountWhereThereIsOne) {
  EXPECT_TRUE(is_same_person(person("Roux", "Eva", "Exemple SA"), person("", "", "EXEMPLE SA")));
  EXPECT_FALSE(is_same_person(person("Roux", "Eva", "Exemple SA"), person("Roux", "Eva")));
}

TEST(PersonNames, GivenNamesMayBeMore) {
  EXPECT_TRUE(has_words_of("Jeanne Louise", "jeanne"));
  EXPECT_TRUE(has_words_of("Jeanne", "Jeanne"));
  EXPECT_FALSE(has_words_of("Jeanne", "Jean"));
  EXPECT_FALSE(has_words_of("Jeanne", "Jeanne Louise"));
  EXPECT_FALSE(has_words_of("Jeanne", ""));
  EXPECT_FALSE(has_words_of("", "Jeanne"));
}

}  // namespace
}  // namespace sceau::audit
