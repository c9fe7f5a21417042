// SPDX-License-Identifier: Apache-2.0
// Asks a time-stamp authority (RFC 3161 over HTTP) and believes nothing it answers without looking.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/digest.h"
#include "crypto/openssl_handle.h"
#include "crypto/random_bytes.h"
#include "crypto/timestamp_token.h"
#include "foundation/bytes.h"
#include "foundation/http_message.h"
#include "foundation/result.h"
#include "foundation/secret.h"

namespace sceau {

struct BasicCredentials {
  std::string user;
  std::shared_ptr<const Secret> password;
};

struct TimestampServer {
  std::string url;
  HttpHeaders headers = {};  // sent along
  std::optional<BasicCredentials> basic = std::nullopt;
  std::string policy = {};                             // OID to ask for, dotted; empty: the authority's own
  std::vector<SharedX509> accepted_certificates = {};  // if any: the token must be signed by one of these
};

struct ImprintToStamp {
  DigestAlgorithm algorithm = DigestAlgorithm::sha256;
  Bytes digest;
};

// TimeStampReq in DER with certReq. `nonce` is 8 bytes, read as an unsigned number. Error: internal.crypto.
Result<Bytes> timestamp_request(const ImprintToStamp& imprint, std::string_view policy, ByteView nonce);

// Takes the token out of a TimeStampResp and checks it against what was asked: status, nonce, imprint, policy,
// certificate present and for time-stamping only, signature of the token, accepted certificates. Not checked: chain
// and validity of the TSA certificate. Errors: timestamp.refused, timestamp.answer_wrong (the detail names the check).
Result<Bytes> token_from_response(ByteView response, const ImprintToStamp& imprint, const TimestampServer& server,
                                  ByteView nonce);

// The token, in DER, as the authority encoded it. Errors: timestamp.unreachable (no answer, or an HTTP status that is
// not 200), timestamp.refused, timestamp.answer_wrong, internal.crypto.
Result<Bytes> request_timestamp(const ImprintToStamp& imprint, const TimestampServer& server,
                                const HttpExchange& exchange, const RandomSource& random);

// Several authorities in order; the first good token. Otherwise the reason of the last, with every authority's failure
// in the detail. Error: timestamp.tsa_needed where the list is empty.
Result<Bytes> request_timestamp(const ImprintToStamp& imprint, std::span<const TimestampServer> servers,
                                const HttpExchange& exchange, const RandomSource& random);

}  // namespace sceau
