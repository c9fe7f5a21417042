// SPDX-License-Identifier: Apache-2.0
// Extensions encoded by hand from ETSI EN 319 412-5 (checked with `openssl asn1parse`), and names by the openssl
// command.
#include "certs/qualified_statements.h"

#include <gtest/gtest.h>

#include "certs/subject_names.h"
#include "tests/certs/scratch_folder.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

struct Case {
  std::string name;
  std::string extension;  // hex
  bool claims_qualified_signature;
};
void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }
class StatementsTest : public testing::TestWithParam<Case> {};

TEST_P(StatementsTest, SayWhetherTheCertificateClaimsToBeQualified) {
  const auto issued = test::issue({.common_name = "A", .qualified_statements = GetParam().extension});
  const auto statements = qualified_statements(issued.certificate);
  ASSERT_TRUE(statements);
  EXPECT_EQ(claims_qualified_signature(*statements), GetParam().claims_qualified_signature);
}

INSTANTIATE_TEST_SUITE_P(
    QcStatements, StatementsTest,
    testing::Values(
        Case{"none", "", false},
        Case{"compliant, in a device, no purpose named", "30143008060604008e4601013008060604008e460104", true},
        Case{"for signatures", "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601",
             true},
        Case{"for seals", "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010602",
             false},
        Case{"not in a device", "301f3008060604008e4601013013060604008e4601063009060704008e46010601", false},
        Case{"not compliant", "301f3008060604008e4601043013060604008e4601063009060704008e46010601", false}));

TEST(Statements, MalformedOnesAreAnError) {
  for (const char* extension : {"0400", "3002", "30143008060604008e4601013008060604008e46010400", "30023000",
                                "3004300205 00", "300a3008060604008e460106"}) {
    std::string hex(extension);
    std::erase(hex, ' ');
    const auto issued = test::issue({.common_name = "A", .qualified_statements = hex});
    const auto statements = qualified_statements(issued.certificate);
    ASSERT_FALSE(statements) << extension;
    EXPECT_EQ(statements.error().reason, Reason::certificate_malformed);
  }
}

TEST(SubjectNames, AreThePartsOfTheSubject) {
  const test::ScratchFolder folder;
  folder.run(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -utf8 "
      "-subj '/C=FR/O=Exemple SA/organizationIdentifier=NTRFR-552100554/SN=Lefèvre/GN=Jeanne Marie/CN=Jeanne' -out "
      "c.pem");
  const auto names = subject_names(certificates_from(folder.read("c.pem"))->front());
  EXPECT_EQ(names, (SubjectNames{"Lefèvre", "Jeanne Marie", "Exemple SA", "NTRFR-552100554", ""}));
}

TEST(SubjectNames, APartThatIsThereTwiceIsNone) {
  const auto once = test::issue({.common_name = "A", .subject = {{"SN", "Martin"}}});
  const auto twice = test::issue({.common_name = "A", .subject = {{"SN", "Martin"}, {"SN", "Durand"}}});
  EXPECT_EQ(subject_names(once.certificate).surname, "Martin");
  EXPECT_EQ(subject_names(twice.certificate).surname, "");
}

}  // namespace
}  // namespace sceau
