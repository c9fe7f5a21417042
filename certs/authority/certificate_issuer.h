// SPDX-License-Identifier: Apache-2.0
// Issues certificates and revocation lists (RFC 5280) with a key in memory. Only for authorities of this program.
#pragma once

#include <string>
#include <vector>

#include "certs/certificate.h"
#include "certs/revocation_list.h"
#include "crypto/random_bytes.h"

namespace sceau {

// An extension in the words of OpenSSL's configuration: {NID_key_usage, "critical,digitalSignature"}.
struct ExtensionText {
  int nid;
  const char* value;
};

struct CertificateContent {
  std::string common_name;   // as far as 64 characters go
  std::string organization;  // likewise
  std::string country;
  Instant not_before;
  Instant not_after;
  std::vector<ExtensionText> extensions;      // besides the key identifiers, which are always there
  std::string surname = {}, given_name = {};  // of a person; empty: not named apart
};

// Who signs: both null for a certificate that signs itself.
struct CertificateIssuer {
  X509* certificate = nullptr;
  EVP_PKEY* key = nullptr;
};

// With a serial of 16 random bytes, signed with SHA-256. Errors: internal.crypto, those of `random`.
Result<Certificate> issue_certificate(const CertificateContent& content, EVP_PKEY* key, const CertificateIssuer& issuer,
                                      const RandomSource& random);

// An empty list; its number is the second of `this_update`, so later lists have higher ones. Error: internal.crypto.
Result<RevocationList> issue_revocation_list(const CertificateIssuer& issuer, Instant this_update, Instant next_update);

}  // namespace sceau
