// SPDX-License-Identifier: Apache-2.0
// A certificate that signs itself, for trying out a service: its name says DEMO, and nobody has a reason to trust it.
#pragma once

#include <string>

#include "crypto/random_bytes.h"
#include "foundation/instant.h"
#include "foundation/secret.h"

namespace sceau {

enum class DemoUse { seal, site };

struct DemoCertificateWish {
  DemoUse use = DemoUse::seal;
  std::string organization;
  std::string host = {};  // of a site; localhost and the loopback addresses are named beside it
};

struct DemoCertificate {
  Secret key_pem;
  std::string certificate_pem;
};

// P-256, valid from an hour before `now` for 825 days. Errors: internal.crypto, those of the source.
Result<DemoCertificate> make_demo_certificate(const DemoCertificateWish& wish, Instant now, const RandomSource& random);

}  // namespace sceau
