// SPDX-License-Identifier: Apache-2.0
#include "vote/check_signature.h"

#include <gmock/gmock.h>

#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"
#include "tests/vote/sample_meeting.h"
#include "vote/form_element.h"

namespace sceau {
namespace {

using test::Issued;
using testing::HasSubstr;
using testing::IsEmpty;

const Instant received_at = *from_rfc3339("2026-11-22T09:14:03Z");
constexpr const char* in_qualified_device =
    "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601";

const Issued& qualified_root() {
  static const auto root = test::issue_root("Qualified");
  return root;
}
const Issued& company_root() {
  static const auto root = test::issue_root("Company");
  return root;
}
FormIssuers issuers() {
  return {.qualified = {{qualified_root().certificate}, {test::issue_list(qualified_root())}},
          .advanced = {{company_root().certificate}, {test::issue_list(company_root())}}};
}

Issued person(const Issued& issuer, std::string statements, std::string surname = "MARTIN",
              std::string given_name = "Jeanne") {
  return test::issue({.common_name = given_name + " " + surname,
                      .issuer = &issuer,
                      .subject = {{"SN", surname}, {"GN", given_name}},
                      .qualified_statements = std::move(statements)});
}

Bytes signed_by(const Issued& signer, const std::string& document) {
  auto made =
      sign_xml(as_bytes(document), {signer.identity(), SignatureAlgorithm::ecdsa_sha256, received_at, std::nullopt});
  EXPECT_TRUE(made);
  return made ? *made : Bytes();
}
std::string form_text() { return write_form(sample_form(sample_frozen())); }
XmlTree tree_of(const Bytes& form) {
  auto tree = read_form_tree(form);
  EXPECT_TRUE(tree);
  return tree ? *std::move(tree) : XmlTree();
}
Result<FormSignature> check(const Bytes& form) { return check_signature(tree_of(form), issuers(), received_at); }

void expect_refused(const Bytes& form, Reason reason, const std::string& detail) {
  const auto result = check(form);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, reason) << stable_name(result.error().reason);
  EXPECT_THAT(result.error().detail, HasSubstr(detail));
}

TEST(CheckSignature, QualifiedNeedsAnIssuerOfTheMeetingAndBothStatements) {
  const auto qualified = check(signed_by(person(qualified_root(), in_qualified_device), form_text()));
  ASSERT_TRUE(qualified);
  EXPECT_EQ(qualified->level, SignatureLevel::qualified);
  EXPECT_THAT(qualified->rests_on, HasSubstr("trusted lists were not read"));

  const auto without_statements = check(signed_by(person(qualified_root(), ""), form_text()));
  ASSERT_TRUE(without_statements);
  EXPECT_EQ(without_statements->level, SignatureLevel::advanced);

  const auto other_issuer = check(signed_by(person(company_root(), in_qualified_device), form_text()));
  ASSERT_TRUE(other_issuer);
  EXPECT_EQ(other_issuer->level, SignatureLevel::advanced);
  EXPECT_THAT(other_issuer->rests_on, HasSubstr("not qualified"));
}

TEST(CheckSignature, NobodyVouchesForTheCertificate) {
  static const auto stranger = test::issue_root("Stranger");
  expect_refused(signed_by(person(stranger, in_qualified_device), form_text()), Reason::vote_certificate_not_acceptable,
                 "NO_CERTIFICATE_CHAIN_FOUND");
}

TEST(CheckSignature, RevokedAndUnknownAreNotAcceptable) {
  const auto signer = person(qualified_root(), in_qualified_device);
  const auto form = signed_by(signer, form_text());
  auto with_revoked = issuers();
  with_revoked.qualified.revocation_lists = {
      test::issue_list(qualified_root(), {{&signer, "2026-10-01T00:00:00Z"}}, "2026-11-01T00:00:00Z")};
  auto without_lists = issuers();
  without_lists.qualified.revocation_lists.clear();
  for (const auto& [known, detail] : {std::pair(with_revoked, "REVOKED"), std::pair(without_lists, "TRY_LATER")}) {
    const auto result = check_signature(tree_of(form), known, received_at);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, Reason::vote_certificate_not_acceptable);
    EXPECT_THAT(result.error().detail, HasSubstr(detail));
  }
}

TEST(CheckSignature, AChangedFormDoesNotVerify) {
  auto form = to_string(signed_by(person(qualified_root(), in_qualified_device), form_text()));
  ASSERT_TRUE(check(to_bytes(form)));
  form.replace(form.find("choice=\"against\""), 16, "choice=\"abstain\"");
  expect_refused(to_bytes(form), Reason::vote_signature_invalid, "HASH_FAILURE");
}

TEST(CheckSignature, OneSignatureOverTheWholeForm) {
  const auto signer = person(qualified_root(), in_qualified_device);
  const auto once = signed_by(signer, form_text());
  expect_refused(to_bytes(form_text()), Reason::vote_signature_invalid, "not signed");
  expect_refused(signed_by(signer, to_string(once)), Reason::vote_signature_invalid, "more than one");
  EXPECT_TRUE(is_signed(tree_of(once)));
  EXPECT_FALSE(is_signed(tree_of(to_bytes(form_text()))));
}

Findings entitled(const Form& form, const Issued& signer, bool with_code = false) {
  return signer_is_entitled(form, signer.certificate, with_code);
}

TEST(SignerIsEntitled, TheShareholderByName) {
  const auto form = sample_form(sample_frozen());
  EXPECT_THAT(entitled(form, person(qualified_root(), "")), IsEmpty());
  EXPECT_THAT(entitled(form, person(qualified_root(), "", "Martin", "Jeanne Odile")), IsEmpty());
  for (const auto& other : {person(qualified_root(), "", "Durand"), person(qualified_root(), "", "Martin", "Paul"),
                            test::issue({.common_name = "Jeanne Martin"})}) {
    const auto findings = entitled(form, other, true);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings.front().reason, Reason::vote_signer_not_entitled);
  }
}

TEST(SignerIsEntitled, ARepresentativeNeedsTheCodeOrTheCompanyInTheCertificate) {
  auto form = sample_form(sample_frozen());
  form.identity = {.company = "Exemple SA", .registration = "552 100 554", .domicile = "Paris"};
  form.signer = {Capacity::legal_representative, "Martin", "Jeanne"};
  const auto of_company = [](const std::string& identifier) {
    return test::issue(
        {.common_name = "Jeanne Martin",
         .subject = {{"O", "Exemple SA"}, {"organizationIdentifier", identifier}, {"SN", "Martin"}, {"GN", "Jeanne"}}});
  };
  EXPECT_THAT(entitled(form, of_company("NTRFR-552100554")), IsEmpty());
  EXPECT_EQ(entitled(form, of_company("NTRFR-999999999")).front().reason, Reason::vote_signer_not_entitled);
  EXPECT_THAT(entitled(form, of_company("NTRFR-999999999"), true), IsEmpty());
  form.signer.surname = "Durand";
  EXPECT_EQ(entitled(form, of_company("NTRFR-552100554"), true).front().reason, Reason::vote_signer_not_entitled);
}

}  // namespace
}  // namespace sceau
