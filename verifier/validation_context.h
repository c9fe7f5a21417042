// SPDX-License-Identifier: Apache-2.0
// What a signature is judged by: the time, whom the user trusts, what is known of revocation, and the policy.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "certs/revocation_memory.h"
#include "certs/trust_anchors.h"
#include "crypto/certificate_pool.h"
#include "foundation/instant.h"

namespace sceau {

struct ValidationContext {
  Instant time;          // validation time
  TrustAnchors anchors;  // empty: nobody is trusted, a good signature is INDETERMINATE
  std::vector<RevocationList> revocation_lists;
  // The dated name of the rules in judge() and accepted_until(). It changes when they do; nothing else selects them.
  std::string policy = "2026-11.default";
  // What was decoded and checked for one document need not be so for the next. No verdict depends on it.
  std::shared_ptr<CertificatePool> pool = std::make_shared<CertificatePool>();
  std::shared_ptr<RevocationMemory> revocations = std::make_shared<RevocationMemory>();
};

}  // namespace sceau
