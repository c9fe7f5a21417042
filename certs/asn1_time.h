// SPDX-License-Identifier: Apache-2.0
// Times as certificates and revocation lists write them.
#pragma once

#include <openssl/asn1.h>

#include <ctime>
#include <optional>

#include "foundation/instant.h"

namespace sceau {

// UTCTime or GeneralizedTime; nothing where the text is no date.
std::optional<Instant> instant_from(const ASN1_TIME* time);

// Whole seconds, rounded down: what OpenSSL compares with.
std::time_t seconds_of(Instant instant);

}  // namespace sceau
