// SPDX-License-Identifier: Apache-2.0
#include "vote/person_names.h"

#include <gtest/gtest.h>

namespace sceau {
namespace {

struct Pair {
  std::string_view one, other;
  bool is_same;
};
void PrintTo(const Pair& row, std::ostream* out) { *out << row.one << " / " << row.other; }
class SameNameTest : public testing::TestWithParam<Pair> {};
TEST_P(SameNameTest, IsComparedWithoutCaseAndAccents) {
  EXPECT_EQ(is_same_name(GetParam().one, GetParam().other), GetParam().is_same);
  EXPECT_EQ(is_same_name(GetParam().other, GetParam().one), GetParam().is_same);
}
INSTANTIATE_TEST_SUITE_P(Names, SameNameTest,
                         testing::Values(Pair{"Martin", "MARTIN", true}, Pair{"Martin", "Martins", false},
                                         Pair{"Lefèvre-d’Ormesson", "LEFEVRE D'ORMESSON", true},
                                         Pair{"Lefèvre", "Lefe\u0300vre", true}, Pair{"Noël", "NOEL", true},
                                         Pair{"Cœur", "COEUR", true}, Pair{"Weiß", "WEISS", true},
                                         Pair{"Łukasz", "lukasz", true}, Pair{"Ðorđe", "Dorde", true},
                                         Pair{"", "", false}, Pair{"-", " ", false},
                                         Pair{"De la Tour", "Delatour", false}, Pair{"Иванов", "Иванов", true},
                                         Pair{"Иванов", "иванов", false}, Pair{"Martin", "Mártin", true},
                                         Pair{"A\xFF", "A\xFF", true}, Pair{"A\xFF", "A", false}));

TEST(FirstNames, TheUsualOneIsAmongThoseListed) {
  EXPECT_TRUE(is_among_first_names("Jeanne", "JEANNE MARIE ODILE"));
  EXPECT_TRUE(is_among_first_names("Marie-Odile", "Jeanne Marie Odile"));
  EXPECT_FALSE(is_among_first_names("Jeanne Odile", "Jeanne Marie Odile"));
  EXPECT_FALSE(is_among_first_names("Jean", "Jeanne"));
  EXPECT_FALSE(is_among_first_names("", "Jeanne"));
}

}  // namespace
}  // namespace sceau
