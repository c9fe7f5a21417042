// SPDX-License-Identifier: Apache-2.0
// Whose signature a form carries, and what it is worth at the time of its reception.
#include "verifier/audit/check_form_signature.h"

#include <gmock/gmock.h>

#include "formats/xml/xml_reader.h"
#include "tests/verifier/audit/sample_people.h"

namespace sceau::audit {
namespace {

constexpr const char* qualified = "30143008060604008E4601013008060604008E460104";
constexpr const char* compliant_alone = "300A3008060604008E460101";

const test::Issued& advanced_issuer() {
  static const auto issued = test::issue_root("Advanced issuer");
  return issued;
}

SignerTrust trust_of(const test::Issued& issuer, const std::vector<test::RevokedEntry>& revoked = {}) {
  return {{.certificates = {issuer.certificate}, .revocation_lists = {test::issue_list(issuer, revoked)}}, {}};
}

UrnDocument form_of_martin() {
  UrnDocument document;
  document.shareholder = {.surname = "Martin", .first_name = "Jeanne"};
  document.signer = {.capacity = "shareholder", .surname = "Martin", .first_name = "Jeanne"};
  return document;
}

struct Signed {
  std::string name;
  test::Wanted certificate;
  SignatureLevel level = SignatureLevel::none;
  std::optional<Reason> reason = std::nullopt;
  std::string received_at = "2027-01-01T00:00:00Z";
};

std::vector<std::pair<std::string, std::string>> martin(const std::string& given_name = "Jeanne") {
  return {{"SN", "MARTIN"}, {"GN", given_name}};
}

FormSignature judged(const test::Issued& signer, const UrnDocument& document, const std::string& received_at,
                     const std::vector<test::RevokedEntry>& revoked = {}) {
  const auto xml = test::xml_signed_by(signer, "<Form/>");
  const auto tree = read_xml(as_bytes(xml));
  CertificatePool pool;
  FormTrust trust{.qualified = trust_of(test::qualified_issuer(), revoked),
                  .advanced = trust_of(advanced_issuer()),
                  .seals = trust_of(test::sample_root()),
                  .pool = pool,
                  .issuers = {}};
  return check_form_signature(*tree, document, *from_rfc3339(received_at), trust);
}

class FormSignatures : public testing::TestWithParam<Signed> {};

INSTANTIATE_TEST_SUITE_P(
    Levels, FormSignatures,
    testing::Values(
        Signed{"qualified",
               {.common_name = "x",
                .issuer = &test::qualified_issuer(),
                .subject = martin(),
                .qualified_statements = qualified},
               SignatureLevel::qualified},
        Signed{"with_more_given_names",
               {.common_name = "x",
                .issuer = &test::qualified_issuer(),
                .subject = martin("Jeanne Louise"),
                .qualified_statements = qualified},
               SignatureLevel::qualified},
        Signed{"without_a_device",
               {.common_name = "x",
                .issuer = &test::qualified_issuer(),
                .subject = martin(),
                .qualified_statements = compliant_alone},
               SignatureLevel::advanced},
        Signed{"without_statements",
               {.common_name = "x", .issuer = &test::qualified_issuer(), .subject = martin()},
               SignatureLevel::advanced},
        Signed{
            "of_another_issuer_that_calls_itself_qualified",
            {.common_name = "x", .issuer = &advanced_issuer(), .subject = martin(), .qualified_statements = qualified},
            SignatureLevel::advanced},
        Signed{"of_nobody_known",
               {.common_name = "x", .subject = martin()},
               SignatureLevel::none,
               Reason::chain_incomplete},
        Signed{"of_the_root_of_the_audit",
               {.common_name = "x", .issuer = &test::sample_root(), .subject = martin()},
               SignatureLevel::none,
               Reason::chain_incomplete},
        Signed{"under_another_name",
               {.common_name = "x", .issuer = &advanced_issuer(), .subject = {{"SN", "Martin"}, {"GN", "Jean"}}},
               SignatureLevel::none,
               Reason::vote_signer_not_entitled},
        Signed{"by_the_common_name",
               {.common_name = "Jeanne Martin", .issuer = &advanced_issuer()},
               SignatureLevel::advanced},
        Signed{"by_half_the_common_name",
               {.common_name = "Martin", .issuer = &advanced_issuer()},
               SignatureLevel::none,
               Reason::vote_signer_not_entitled},
        Signed{"under_a_pseudonym",
               {.common_name = "Jeanne Martin", .issuer = &advanced_issuer(), .subject = {{"pseudonym", "JM"}}},
               SignatureLevel::none,
               Reason::vote_signer_not_entitled},
        Signed{"not_for_signatures",
               {.common_name = "x",
                .issuer = &advanced_issuer(),
                .key_usage = "critical,keyEncipherment",
                .subject = martin()},
               SignatureLevel::none,
               Reason::wrong_purpose},
        Signed{"on_its_last_day",
               {.common_name = "x",
                .issuer = &advanced_issuer(),
                .not_after = "2027-01-01T00:00:00Z",
                .subject = martin()},
               SignatureLevel::advanced},
        Signed{"expired",
               {.common_name = "x",
                .issuer = &advanced_issuer(),
                .not_after = "2026-12-31T23:59:59Z",
                .subject = martin()},
               SignatureLevel::none,
               Reason::certificate_expired},
        Signed{"not_valid_yet",
               {.common_name = "x",
                .issuer = &advanced_issuer(),
                .not_before = "2027-01-01T00:00:01Z",
                .subject = martin()},
               SignatureLevel::none,
               Reason::certificate_not_yet_valid}),
    [](const auto& shown) { return shown.param.name; });

TEST_P(FormSignatures, AreWorthWhatTheirCertificateIs) {
  const auto signature = judged(test::issue(GetParam().certificate), form_of_martin(), GetParam().received_at);
  EXPECT_EQ(signature.level, GetParam().level);
  EXPECT_EQ(signature.findings.empty(), !GetParam().reason.has_value());
  if (GetParam().reason) {
    EXPECT_TRUE(contains(signature.findings, *GetParam().reason))
        << stable_name(signature.findings.front().reason) << ": " << signature.findings.front().detail;
  }
}

TEST(FormSignature, ARevocationCountsFromItsTime) {
  const auto& jeanne = test::jeanne_martin();
  const std::vector<test::RevokedEntry> revoked = {{&jeanne, "2027-02-01T00:00:00Z"}};
  EXPECT_EQ(judged(jeanne, form_of_martin(), "2027-01-31T23:59:59Z", revoked).level, SignatureLevel::qualified);
  const auto later = judged(jeanne, form_of_martin(), "2027-02-01T00:00:01Z", revoked);
  EXPECT_EQ(later.level, SignatureLevel::none);
}

TEST(FormSignature, ACompanyMaySignByItsOwnCertificate) {
  UrnDocument document;
  document.shareholder = {.company = "Exemple Holding"};
  document.signer.capacity = "legal-representative";
  const test::Wanted holding{.common_name = "x", .issuer = &advanced_issuer(), .subject = {{"O", "EXEMPLE HOLDING"}}};
  const test::Wanted other{.common_name = "x", .issuer = &advanced_issuer(), .subject = {{"O", "Exemple"}}};
  EXPECT_EQ(judged(test::issue(holding), document, "2027-01-01T00:00:00Z").level, SignatureLevel::advanced);
  EXPECT_EQ(judged(test::issue(other), document, "2027-01-01T00:00:00Z").level, SignatureLevel::none);
}

TEST(FormSignature, ASealIsSimpleAndOfTheAuditsOwnTrust) {
  UrnDocument document = form_of_martin();
  document.evidence = Evidence{};
  EXPECT_EQ(judged(test::sample_seal(), document, "2027-01-01T00:00:00Z").level, SignatureLevel::simple);
  EXPECT_EQ(judged(test::jeanne_martin(), document, "2027-01-01T00:00:00Z").level, SignatureLevel::none);
}

// What is remembered of a seal is good for the time over which nothing about it changes, and no longer.
TEST(SignerTrust, ARememberedSealStillExpires) {
  const auto seal =
      test::issue({.common_name = "Seal", .issuer = &test::sample_root(), .not_after = "2027-03-01T00:00:00Z"});
  auto trust = trust_of(test::sample_root());
  CheckedSignature signature;
  signature.signer = seal.certificate;
  const auto doubts_at = [&](const std::string& time) { return trust.doubts_about(signature, *from_rfc3339(time)); };
  EXPECT_TRUE(doubts_at("2027-01-01T00:00:00Z").empty());
  EXPECT_TRUE(doubts_at("2027-02-28T23:59:59Z").empty());
  EXPECT_TRUE(contains(doubts_at("2027-03-01T00:00:01Z"), Reason::certificate_expired));
  EXPECT_TRUE(contains(doubts_at("2025-12-31T23:59:59Z"), Reason::certificate_not_yet_valid));
  EXPECT_TRUE(doubts_at("2027-01-01T00:00:01Z").empty());
}

TEST(SignerTrust, ARememberedSealIsRevokedFromTheTimeOfItsRevocation) {
  const auto seal = test::issue({.common_name = "Seal", .issuer = &test::sample_root()});
  auto trust = trust_of(test::sample_root(), {{&seal, "2027-02-01T00:00:00Z"}});
  CheckedSignature signature;
  signature.signer = seal.certificate;
  const auto doubts_at = [&](const std::string& time) { return trust.doubts_about(signature, *from_rfc3339(time)); };
  EXPECT_TRUE(doubts_at("2027-01-01T00:00:00Z").empty());
  EXPECT_TRUE(contains(doubts_at("2027-02-01T00:00:01Z"), Reason::certificate_revoked));
  EXPECT_TRUE(doubts_at("2027-01-31T23:59:59Z").empty());
}

TEST(SignerTrust, WithoutAListNothingIsKnown) {
  SignerTrust trust({.certificates = {test::sample_root().certificate}, .revocation_lists = {}}, {});
  CheckedSignature signature;
  signature.signer = test::sample_seal().certificate;
  EXPECT_TRUE(
      contains(trust.doubts_about(signature, *from_rfc3339("2027-01-01T00:00:00Z")), Reason::revocation_unknown));
}

}  // namespace
}  // namespace sceau::audit
