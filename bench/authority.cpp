// SPDX-License-Identifier: Apache-2.0
#include "bench/authority.h"

#include "bench/floor.h"

namespace sceau::bench {

const Authority& authority() {
  static const Authority made;
  return made;
}

Instant signing_time() { return *from_rfc3339("2026-11-01T12:00:00Z"); }

SigningOptions signing_options(const test::Issued& signer) {
  const auto identity = signer.identity();
  return {identity, sound(default_algorithm(identity.key->public_key()), "algorithm"), signing_time(), std::nullopt};
}

ValidationContext validation_context() {
  ValidationContext context;
  context.time = signing_time();
  context.anchors.certificates = {authority().root.certificate};
  context.revocation_lists = {test::issue_list(authority().root), test::issue_list(authority().ca)};
  return context;
}

}  // namespace sceau::bench
