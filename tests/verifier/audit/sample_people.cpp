// SPDX-License-Identifier: Apache-2.0
#include "tests/verifier/audit/sample_people.h"

#include <gtest/gtest.h>

#include "crypto/digest.h"
#include "crypto/timestamp_client.h"
#include "crypto/timestamp_response.h"
#include "signer/sign_pdf.h"
#include "signer/sign_xml.h"

namespace sceau::test {
namespace {

// QcCompliance and QcSSCD (ETSI EN 319 412-5, 4.2.1 and 4.2.2)
constexpr const char* qualified = "30143008060604008E4601013008060604008E460104";

Issued of_the_root(const char* name) { return issue({.common_name = name, .issuer = &sample_root()}); }

Issued of_the_qualified_issuer(const char* name, const char* surname, const char* given_name) {
  return issue({.common_name = name,
                .issuer = &qualified_issuer(),
                .subject = {{"SN", surname}, {"GN", given_name}},
                .qualified_statements = qualified});
}

SigningOptions options_of(const Issued& signer) {
  return {signer.identity(), SignatureAlgorithm::ecdsa_sha256, *from_rfc3339("2027-05-01T00:00:00Z"), std::nullopt};
}

std::string token_of(const Issued& authority, const std::string& time, const std::string& octets) {
  const ImprintToStamp imprint{DigestAlgorithm::sha256, *digest(DigestAlgorithm::sha256, as_bytes(octets))};
  const auto request = timestamp_request(imprint, "", Bytes{1, 2, 3, 4, 5, 6, 7, 8});
  const auto response =
      make_timestamp_response(*request, {authority.identity(), "1.2.3.4"}, *from_rfc3339(time), Bytes{7});
  return to_string(*token_in(*response));
}

Issued time_stamper(const Issued* issuer) {
  return issue({.common_name = "Time-stamper",
                .issuer = issuer,
                .key_usage = "critical,digitalSignature",
                .extended_key_usage = "critical,timeStamping"});
}

}  // namespace

const Issued& sample_root() {
  static const auto issued = issue_root("Root");
  return issued;
}
const Issued& sample_seal() {
  static const auto issued = of_the_root("Seal");
  return issued;
}
const Issued& sample_operator() {
  static const auto issued = of_the_root("Operator");
  return issued;
}
const Issued& sample_chair() {
  static const auto issued = of_the_root("Chair");
  return issued;
}
const Issued& sample_secretary() {
  static const auto issued = of_the_root("Secretary");
  return issued;
}
const Issued& qualified_issuer() {
  static const auto issued = issue_root("Qualified issuer");
  return issued;
}
const Issued& jeanne_martin() {
  static const auto issued = of_the_qualified_issuer("Jeanne Martin", "MARTIN", "Jeanne Louise");
  return issued;
}
const Issued& luc_petit() {
  static const auto issued = of_the_qualified_issuer("Luc Petit", "Petit", "Luc");
  return issued;
}

std::string xml_signed_by(const Issued& signer, const std::string& xml) {
  const auto made = sign_xml(as_bytes(xml), options_of(signer));
  EXPECT_TRUE(made) << (made ? "" : made.error().detail);
  return made ? to_string(*made) : "";
}

std::string pdf_signed_by(const Issued& signer, const std::string& pdf, const std::string& field) {
  const auto made = sign_pdf(as_bytes(pdf), options_of(signer), {.field = field});
  EXPECT_TRUE(made) << (made ? "" : made.error().detail);
  std::string whole;
  if (!made) return whole;
  for (const auto piece : made->pieces()) whole += as_text(piece);
  return whole;
}

std::string stamped_at(const std::string& time, const std::string& octets) {
  static const auto authority = time_stamper(&sample_root());
  return token_of(authority, time, octets);
}

std::string stamped_by_a_stranger(const std::string& time, const std::string& octets) {
  static const auto stranger = issue_root("Stranger");
  static const auto authority = time_stamper(&stranger);
  return token_of(authority, time, octets);
}

std::string issuers_pem() { return to_pem(qualified_issuer().certificate) + to_pem(issue_list(qualified_issuer())); }

ValidationContext trusting_the_root() {
  ValidationContext context{.time = *from_rfc3339("2050-01-01T00:00:00Z"), .anchors = {}, .revocation_lists = {}};
  context.anchors.certificates = {sample_root().certificate};
  context.revocation_lists = {issue_list(sample_root())};
  return context;
}

}  // namespace sceau::test
