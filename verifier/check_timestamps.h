// SPDX-License-Identifier: Apache-2.0
// What time-stamps prove: a token counts only when it is for these octets, its own signature holds, and a chain for
// time-stamping leads from its authority to an anchor (EN 319 102-1, 5.4).
#pragma once

#include <optional>

#include "certs/certificate.h"
#include "foundation/finding.h"
#include "verifier/checked_signature.h"
#include "verifier/validation_context.h"

namespace sceau {

struct CheckedTimestamp {
  std::optional<Instant> time;           // genTime, where the token could be read
  std::optional<Certificate> authority;  // the certificate that signed it
  bool sound = false;                    // imprint, signature and purpose hold, whoever the authority is
  Findings findings;                     // empty: the time is proven
};

CheckedTimestamp check_timestamp(const TimestampClaim& claim, const CheckedSignature& holder,
                                 const ValidationContext& context);

struct ProvenTimes {
  std::optional<Instant> best;       // best signature time: the earliest genTime that is proven
  bool has_sound_timestamp = false;  // enough for the name of level T; proof of time needs trust as well
  Findings findings;                 // of the tokens that prove nothing; none of them breaks the signature itself
};

// The signature time-stamps of one signature. A token that does not hold is left out, as 5.5.4 step 2 says.
ProvenTimes check_timestamps(const CheckedSignature& signature, const ValidationContext& context);

}  // namespace sceau
