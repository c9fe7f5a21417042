// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/demo_certificate.h"

#include <fmt/format.h>
#include <openssl/obj_mac.h>

#include "certs/authority/certificate_issuer.h"
#include "crypto/private_key.h"

namespace sceau {
namespace {

constexpr auto lifetime = std::chrono::days(825);
constexpr auto backdating = std::chrono::hours(1);

std::vector<ExtensionText> extensions_of(DemoUse use, const std::string& names) {
  switch (use) {
    case DemoUse::seal: return {{NID_key_usage, "critical,digitalSignature,nonRepudiation"}};
    case DemoUse::site:
      return {{NID_key_usage, "critical,digitalSignature"},
              {NID_ext_key_usage, "serverAuth"},
              {NID_subject_alt_name, names.c_str()}};
  }
  return {};
}

}  // namespace

Result<DemoCertificate> make_demo_certificate(const DemoCertificateWish& wish, Instant now,
                                              const RandomSource& random) {
  const auto key = generate_key(NewKey::p256);
  if (!key) return key.error();
  const auto names = fmt::format("DNS:{},DNS:localhost,IP:127.0.0.1,IP:::1", wish.host);
  const CertificateContent content{.common_name = wish.use == DemoUse::seal ? "DEMO company seal" : "DEMO voting site",
                                   .organization = "DEMO " + wish.organization,
                                   .country = "FR",
                                   .not_before = now - backdating,
                                   .not_after = now - backdating + lifetime,
                                   .extensions = extensions_of(wish.use, names)};
  const auto certificate = issue_certificate(content, key->get(), {}, random);
  if (!certificate) return certificate.error();
  auto pem = private_key_pem(key->get(), Secret());
  if (!pem) return pem.error();
  return DemoCertificate{std::move(*pem), to_pem(*certificate)};
}

}  // namespace sceau
