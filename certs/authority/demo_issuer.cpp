// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/demo_issuer.h"

#include <openssl/obj_mac.h>

#include "certs/authority/certificate_issuer.h"

namespace sceau {
namespace {

constexpr auto backdating = std::chrono::hours(1);
constexpr auto lifetime = std::chrono::days(2 * 365);
constexpr auto list_lifetime = std::chrono::days(30);
constexpr const char* authority_name = "DEMO Authority";
// QcCompliance, QcSSCD and QcType esign (EN 319 412-5, 4.2).
constexpr const char* qualified_statements_der =
    "DER:30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601";

std::vector<ExtensionText> extensions_of(DemoHolderUse use) {
  switch (use) {
    case DemoHolderUse::signer: return {{NID_key_usage, "critical,digitalSignature,nonRepudiation"}};
    case DemoHolderUse::qualified_signer:
      return {{NID_key_usage, "critical,nonRepudiation"}, {NID_qcStatements, qualified_statements_der}};
    case DemoHolderUse::timestamps:
      return {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "critical,timeStamping"}};
    case DemoHolderUse::opener: return {{NID_key_usage, "critical,keyAgreement"}};
  }
  return {};
}

CertificateContent content_of(const DemoHolderWish& wish, Instant now) {
  return {.common_name = "DEMO " + wish.common_name,
          .organization = wish.organization,
          .country = "FR",
          .not_before = now - backdating,
          .not_after = now - backdating + lifetime,
          .extensions = extensions_of(wish.use),
          .surname = wish.surname,
          .given_name = wish.given_name};
}

Result<DemoHolder> certify(const CertificateContent& content, const CertificateIssuer& issuer,
                           const RandomSource& random) {
  auto key = generate_key(NewKey::p256);
  if (!key) return key.error();
  auto certificate = issue_certificate(content, key->get(), issuer, random);
  if (!certificate) return certificate.error();
  return DemoHolder{std::move(*key), std::move(*certificate)};
}

CertificateIssuer issuer_of(const DemoHolder& holder) { return {holder.certificate.handle(), holder.key.get()}; }

Result<DemoHolder> make_authority(const std::string& name, const char* constraints, const CertificateIssuer& issuer,
                                  Instant now, const RandomSource& random) {
  auto content = content_of({.common_name = name, .organization = authority_name}, now);
  content.extensions = {{NID_basic_constraints, constraints}, {NID_key_usage, "critical,keyCertSign,cRLSign"}};
  return certify(content, issuer, random);
}

}  // namespace

Result<DemoIssuer> DemoIssuer::make(const std::string& name, Instant now, const RandomSource& random) {
  auto root = make_authority(name + " Root CA", "critical,CA:TRUE", {}, now, random);
  if (!root) return root.error();
  auto issuing = make_authority(name + " Issuing CA", "critical,CA:TRUE,pathlen:0", issuer_of(*root), now, random);
  if (!issuing) return issuing.error();
  std::vector<RevocationList> lists;
  for (const auto* authority : {&*root, &*issuing}) {
    auto list = issue_revocation_list(issuer_of(*authority), now, now + list_lifetime);
    if (!list) return list.error();
    lists.push_back(std::move(*list));
  }
  return DemoIssuer(std::move(*root), std::move(*issuing), std::move(lists));
}

Result<DemoHolder> DemoIssuer::issue(const DemoHolderWish& wish, Instant now, const RandomSource& random) const {
  return certify(content_of(wish, now), issuer_of(issuing_), random);
}

Result<SigningIdentity> DemoIssuer::identity_of(DemoHolder holder) const {
  auto key = signing_key_from(std::move(holder.key));
  if (!key) return key.error();
  return SigningIdentity{std::move(*key), holder.certificate.shared(), {issuing_.certificate.shared()}};
}

}  // namespace sceau
