// SPDX-License-Identifier: Apache-2.0
// What every signing function is told, whatever the format.
#pragma once

#include <functional>
#include <optional>

#include "crypto/private_key.h"
#include "crypto/signature_algorithm.h"
#include "foundation/instant.h"

namespace sceau {

// Gets an RFC 3161 token (DER of its ContentInfo) over an imprint. It may be a client of a remote authority or the
// demonstration authority in process: the signer does not know.
using Timestamper = std::function<Result<Bytes>(DigestAlgorithm digest, ByteView imprint)>;

struct SigningOptions {
  SigningIdentity identity;                // the key, its certificate, and the chain that goes into the signature
  SignatureAlgorithm algorithm;            // see algorithm_for_new_signatures()
  Instant claimed_time;                    // PAdES: /M; XAdES: SigningTime. It proves nothing by itself
  std::optional<Timestamper> timestamper;  // given: level B-T, else B-B. Never a silent downgrade: no token, no file
};

// With the algorithm that suits the key, and without a time-stamp. Errors: those of default_algorithm.
Result<SigningOptions> default_options(SigningIdentity identity, Instant claimed_time);

}  // namespace sceau
