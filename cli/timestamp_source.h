// SPDX-License-Identifier: Apache-2.0
// Where time-stamps come from: remote authorities over HTTP, or the demonstration authority in process.
#pragma once

#include "certs/authority/timestamp_authority.h"
#include "cli/arguments.h"
#include "signer/signing_options.h"

namespace sceau {

// `demo_key`: the signer is of the demonstration authority, so that without --tsa its own time-stamp authority stamps.
// Errors: timestamp.tsa_needed, secret.*, authority.not_made, usage_wrong ("demo" beside URLs; a malformed header).
Result<Timestamper> timestamp_source(const TimestampArguments& arguments, bool demo_key);

// An authority in this process, at the time of `clock`.
Timestamper timestamps_of(TimestampAuthority authority, Clock clock);

// What a command of a vote signs with: the algorithm that suits the key, the second of `now`, and time-stamps where an
// authority is named. Errors: those of default_options and timestamp_source.
Result<SigningOptions> options_for(SigningIdentity identity, const TimestampArguments& timestamp, Instant now);

}  // namespace sceau
