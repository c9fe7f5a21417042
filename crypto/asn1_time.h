// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/openssl_handle.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// UTCTime or GeneralizedTime, to the microsecond (finer digits are cut off). Error: time.malformed.
Result<Instant> instant_of(const ASN1_TIME* time);

// UTCTime up to 2049, GeneralizedTime after, whole seconds (RFC 5280, 4.1.2.5). Error: internal.crypto.
Result<TimeHandle> asn1_time(Instant instant);
// GeneralizedTime with the fraction the instant has, without trailing zeros (RFC 3161, 2.4.2).
Result<GeneralizedTimeHandle> generalized_time(Instant instant);

}  // namespace sceau
