// SPDX-License-Identifier: Apache-2.0
// RFC 3161 time-stamp tokens: read, checked, and made (by the demonstration authority).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "crypto/cms_signature.h"
#include "crypto/digest.h"
#include "crypto/private_key.h"
#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// What a token says. Proves nothing before check_timestamp_token and a trusted chain for certificate().
struct TimestampToken {
  CmsSignature cms;
  std::string policy;       // OID, dotted
  std::string imprint_oid;  // dotted
  Bytes imprint;
  Bytes serial;  // magnitude, big endian, without leading zeros
  Instant time;  // genTime, to the microsecond (finer digits are cut off)
  std::optional<std::chrono::microseconds> accuracy;
  bool ordering = false;
  std::optional<Bytes> nonce;  // magnitude, big endian, without leading zeros

  // Error: signature.algorithm_unknown.
  Result<DigestAlgorithm> imprint_algorithm() const;
  const SharedX509& certificate() const { return cms.signer().certificate; }  // null where not embedded
};

// Zero bytes behind the token are left away. Errors: timestamp.malformed (no CMS, not id-ct-TSTInfo, not exactly one
// signer, unreadable TSTInfo).
Result<TimestampToken> parse_timestamp_token(ByteView encoded);
Result<TimestampToken> parse_timestamp_token(ByteView encoded, CertificatePool& pool);

// The imprint is of this data. Findings: timestamp.imprint, signature.algorithm_unknown.
Findings imprint_equals(const TimestampToken& token, ByteView data);
// The same where the digest is at hand, computed with token.imprint_algorithm(). Finding: timestamp.imprint.
Findings imprint_equals_digest(const TimestampToken& token, ByteView digest);

// The token's own CMS: content-type, message-digest over the TSTInfo, signing certificate reference, signature value.
// Findings: timestamp.value (its detail names the rule), signature.no_signing_certificate, signature.algorithm_unknown.
Findings timestamp_signature_fits(const TimestampToken& token);

// RFC 3161, 2.3: extended key usage critical and id-kp-timeStamping alone. Finding: timestamp.purpose.
Findings is_for_timestamping(const X509* certificate);

// imprint_equals and timestamp_signature_fits and is_for_timestamping: everything but trust and validity in time.
Findings check_timestamp_token(const TimestampToken& token, ByteView data);
Findings check_timestamp_token_digest(const TimestampToken& token, ByteView digest);

// ---- Making tokens ----

struct TimestampAuthority {
  SigningIdentity identity;
  std::string policy;  // OID, dotted
  std::optional<std::chrono::seconds> accuracy = std::nullopt;
};

// Answers one TimeStampReq: always a TimeStampResp in DER. Status granted with a token; or rejection with failure
// badDataFormat, badAlg (only SHA-256, SHA-384, SHA-512, SHA3 imprints), badRequest, unacceptedPolicy or
// unacceptedExtension. `serial` is the magnitude of a number never used before. The chain is embedded when the request
// says certReq. Errors: internal.crypto, those of SigningKey::sign.
Result<Bytes> make_timestamp_response(ByteView request, const TimestampAuthority& authority, Instant now,
                                      ByteView serial);

}  // namespace sceau
