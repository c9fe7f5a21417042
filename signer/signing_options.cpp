// SPDX-License-Identifier: Apache-2.0
#include "signer/signing_options.h"

namespace sceau {

Result<SigningOptions> default_options(SigningIdentity identity, Instant claimed_time) {
  const auto algorithm = default_algorithm(identity.key->public_key());
  if (!algorithm) return algorithm.error();
  return SigningOptions{std::move(identity), *algorithm, claimed_time, std::nullopt};
}

}  // namespace sceau
