// SPDX-License-Identifier: Apache-2.0
// A form as it arrived: the first value of the walk, and an untrusted one.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "crypto/secret_bytes.h"
#include "foundation/http_message.h"
#include "foundation/instant.h"
#include "foundation/result.h"
#include "foundation/secret.h"

namespace sceau {

// What a shareholder typed, or what stood in the header Authorization.
struct Credentials {
  std::string shareholder;  // id in the register
  Secret code;
};

// From where and when a request came. `received_at` is that of its last byte, read once from the one clock.
struct Caller {
  std::string address;
  Instant received_at;
};

enum class RequestKind { ballot, mandate, revocation };
enum class FormMedia { xml, json };

// `form` is kept byte for byte, for it is what is hashed and what may be signed. A mandate is a form with a proxy and
// without choices; a revocation is that form sent once more to take it back, or nothing where an access code is enough.
struct BallotRequest {
  RequestKind kind = RequestKind::ballot;
  FormMedia media = FormMedia::json;
  SecretBytes form = {};
  std::string idempotency_key = {};  // empty: none was sent
  Caller caller = {};
  std::string revoked = {};  // revocation: id of the mandate's receipt
};

// The request as HTTP carries it: media type, length, Content-Digest (RFC 9530: sha-256 or sha-512 must be right where
// it is there), Idempotency-Key (1 to 128 visible characters). The form itself is not read. Errors:
// vote.unsupported_media_type (a Content-Encoding too), vote.too_large, vote.digest_mismatch, vote.malformed.
Result<BallotRequest> read_ballot_request(RequestKind kind, const HttpRequest& request);

// Authorization: Basic (RFC 7617), the shareholder's id and the access code. Nothing: there is no such header. Error:
// vote.authentication_failed (another scheme, not base64, no colon).
Result<std::optional<Credentials>> read_credentials(const HttpRequest& request);

}  // namespace sceau
