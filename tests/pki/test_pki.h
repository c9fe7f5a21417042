// SPDX-License-Identifier: Apache-2.0
// Certificates and revocation lists made in the test that needs them: every date, name and usage is an argument.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "certs/certificate.h"
#include "certs/revocation_list.h"
#include "crypto/private_key.h"

namespace sceau::test {

struct Issued {
  Certificate certificate;
  std::shared_ptr<EVP_PKEY> key;
  std::vector<Certificate> chain;  // the issuers, without the root

  SigningIdentity identity() const;
};

struct Wanted {
  std::string common_name;
  const Issued* issuer = nullptr;  // nullptr: self-signed
  std::string not_before = "2026-01-01T00:00:00Z";
  std::string not_after = "2028-01-01T00:00:00Z";
  bool ca = false;
  std::string key_usage = "critical,digitalSignature,nonRepudiation";  // as in openssl.cnf; empty: no extension
  std::string extended_key_usage = "";
  NewKey key = NewKey::p256;
  const char* digest = "SHA256";                                  // of the issuer's signature
  std::vector<std::pair<std::string, std::string>> subject = {};  // further parts: {"SN", "Martin"}
  std::string qualified_statements = "";                          // DER of the extension's value, in hex
};

// Ends the test program with a message where OpenSSL refuses.
Issued issue(const Wanted& wanted);
inline Issued issue_root(std::string name) {
  return issue({.common_name = std::move(name), .ca = true, .key_usage = "critical,keyCertSign,cRLSign"});
}
inline Issued issue_ca(std::string name, const Issued& issuer) {
  return issue(
      {.common_name = std::move(name), .issuer = &issuer, .ca = true, .key_usage = "critical,keyCertSign,cRLSign"});
}

struct RevokedEntry {
  const Issued* issued;
  std::string at;
};

RevocationList issue_list(const Issued& issuer, const std::vector<RevokedEntry>& revoked = {},
                          const std::string& this_update = "2026-06-01T00:00:00Z",
                          const std::string& next_update = "2027-06-01T00:00:00Z", const char* digest = "SHA256");

}  // namespace sceau::test
