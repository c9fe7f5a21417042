// SPDX-License-Identifier: Apache-2.0
// EN 319 102-1, 5.2.8: nothing that a verdict rests on may have been made with an algorithm that was no longer reliable
// at the instant in question. The dates are those of accepted_until().
#pragma once

#include "certs/chain_builder.h"
#include "certs/check_revocation.h"
#include "crypto/signature_algorithm.h"
#include "foundation/finding.h"

namespace sceau {

// Findings of all three: signature.algorithm_weak, signature.algorithm_unknown.
Findings digest_is_reliable(DigestAlgorithm digest, Instant time);
Findings signature_is_reliable(SignatureAlgorithm algorithm, const PublicKey& key, Instant time);

// The signatures on every certificate below the anchor and on every revocation list that was believed; the anchor is
// trusted by decision of the user. Of a list only the algorithm is judged, not the length of its issuer's key.
Findings chain_is_reliable(const CertificateChain& chain, const RevocationEvidence& evidence, Instant time);

}  // namespace sceau
