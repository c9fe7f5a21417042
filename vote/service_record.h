// SPDX-License-Identifier: Apache-2.0
// What the log says of a server's starts: the opening of the vote, and every later one.
#pragma once

#include "certs/certificate.h"
#include "vote/current_state.h"

namespace sceau {

// On what the vote rests: what was frozen, the form, urn, rehearsal and voter tags, by their hashes; `program` is which
// one serves. The first time it is the opening. Precondition: the meeting has its urn. Errors: of the store,
// internal.crypto.
Status record_start(const StateKeeper& keeper, const Certificate& urn, std::string_view program, Instant now);

}  // namespace sceau
