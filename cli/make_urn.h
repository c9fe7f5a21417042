// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "cli/meeting_folder.h"
#include "crypto/random_bytes.h"
#include "vote/frozen_urn.h"

namespace sceau {

// Makes the urn key of a meeting about to be frozen and writes what is left of it: the urn's certificate, the nested
// envelopes, a trial envelope for each scrutineer. The key itself is never written and is gone when this returns. What
// an interrupted run left in these places is replaced: as long as there is no frozen.json, nothing was encrypted to it.
// Errors: those of wrap_urn_key and make_trial, file.not_writable, file.no_space.
Result<FrozenUrn> make_urn(const MeetingFolder& folder, const FrozenMeeting& meeting,
                           std::span<const Certificate> scrutineers, Instant now, const RandomSource& random);

}  // namespace sceau
