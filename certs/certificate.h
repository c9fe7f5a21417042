// SPDX-License-Identifier: Apache-2.0
// An X.509 certificate as a value (RFC 5280). Having one says nothing about trust: its names and dates are the claims
// of whoever made it until build_chain() leads from it to an anchor.
#pragma once

#include <string>
#include <vector>

#include "crypto/openssl_handle.h"
#include "crypto/public_key.h"
#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// RFC 5280, 4.2.1.3
enum class KeyUsage {
  digital_signature,
  non_repudiation,
  key_encipherment,
  data_encipherment,
  key_agreement,
  certificate_signing,
  crl_signing,
};

// Cheap to copy: copies share one immutable X509.
class Certificate {
 public:
  X509* handle() const { return handle_.get(); }  // lives as long as any copy
  const SharedX509& shared() const { return handle_; }

  Bytes der() const;
  Bytes sha256() const;  // of the DER

  // In the order of RFC 4514 (most specific first), ", " between the parts, RFC 2253 escapes, UTF-8, short names where
  // there are any: "CN=Jeanne Martin, O=Example SA, C=FR". Control characters are escaped.
  std::string subject() const;
  std::string issuer() const;
  std::string common_name() const;  // the last CN of the subject, else the whole subject; not escaped
  std::string serial() const;       // hexadecimal, upper case, an even number of digits, "-" before a negative one

  Instant not_before() const { return not_before_; }
  Instant not_after() const { return not_after_; }
  bool is_valid_at(Instant time) const { return not_before_ <= time && time <= not_after_; }

  bool is_ca() const;           // basicConstraints says so
  bool is_self_issued() const;  // subject and issuer are the same name; the signature is not looked at
  bool has_key_usage() const;   // where absent, every use is allowed
  bool allows(KeyUsage usage) const;
  std::vector<std::string> extended_key_usage() const;  // dotted OIDs; empty where absent
  Result<PublicKey> public_key() const;                 // Error: signature.algorithm_unknown

  // The same DER.
  bool operator==(const Certificate& other) const;

 private:
  friend Result<Certificate> certificate_from(SharedX509 handle);
  Certificate(SharedX509 handle, Instant not_before, Instant not_after)
      : handle_(std::move(handle)), not_before_(not_before), not_after_(not_after) {}
  SharedX509 handle_;
  Instant not_before_;
  Instant not_after_;
};

// Takes a parsed certificate, for example one from a CMS. Error: certificate.malformed (none, or without dates).
Result<Certificate> certificate_from(SharedX509 handle);

// Exactly one DER certificate and nothing after it. Error: certificate.malformed.
Result<Certificate> certificate_from_der(ByteView der);

// One DER certificate, or a text with any number of PEM certificates (other PEM blocks are skipped), at least one.
// Error: certificate.malformed; one broken block breaks the whole.
Result<std::vector<Certificate>> certificates_from(ByteView bytes);

std::string to_pem(const Certificate& certificate);

}  // namespace sceau
