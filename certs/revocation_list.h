// SPDX-License-Identifier: Apache-2.0
// A certificate revocation list as a value (RFC 5280, section 5). Parsing does not check its signature: only
// check_revocation() says what a list is worth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// An entry of a list: when, and the CRLReason in its name of RFC 5280, 5.3.1 ("keyCompromise"; "unspecified").
struct Revocation {
  Instant at;
  std::string reason;
};

// Cheap to copy: copies share one immutable X509_CRL.
class RevocationList {
 public:
  X509_CRL* handle() const { return handle_.get(); }
  const SharedCrl& shared() const { return handle_; }

  Bytes der() const;
  std::string issuer() const;  // written like Certificate::subject()
  Instant this_update() const { return this_update_; }
  std::optional<Instant> next_update() const { return next_update_; }
  bool is_delta() const;
  bool keeps_expired_certificates() const;  // X.509, expiredCertsOnCRL: entries stay when the certificate expires

  // The same DER.
  bool operator==(const RevocationList& other) const;

 private:
  friend Result<RevocationList> revocation_list_from(SharedCrl handle);
  RevocationList(SharedCrl handle, Instant this_update, std::optional<Instant> next_update)
      : handle_(std::move(handle)), this_update_(this_update), next_update_(next_update) {}
  SharedCrl handle_;
  Instant this_update_;
  std::optional<Instant> next_update_;
};

// Takes a parsed list, for example one from a CMS. Error: certificate.crl_malformed.
Result<RevocationList> revocation_list_from(SharedCrl handle);

// Exactly one DER list and nothing after it. Error: certificate.crl_malformed.
Result<RevocationList> revocation_list_from_der(ByteView der);

// One DER list, or a text with any number of PEM lists (other PEM blocks are skipped), at least one.
// Error: certificate.crl_malformed; one broken block breaks the whole.
Result<std::vector<RevocationList>> revocation_lists_from(ByteView bytes);

std::string to_pem(const RevocationList& list);

}  // namespace sceau
