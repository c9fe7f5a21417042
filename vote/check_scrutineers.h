// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "certs/certificate.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "vote/frozen_meeting.h"

namespace sceau {

// Can the urn key be encrypted to this certificate? The same answer as envelope_recipient's. Finding:
// vote.bureau_irregular.
Findings certificate_can_decrypt(const Certificate& certificate);

// The certificates of the bureau, in the order of meeting.toml: each can decrypt, none is there twice (neither by key
// nor by issuer and serial number, by which envelopes name it), none expires before the meeting, and so many of them
// can come together in no more ways than are provided for. Their issuers are the business of whoever freezes the
// meeting: scrutineers are known by sight. Finding: vote.bureau_irregular.
Findings check_scrutineers(std::span<const Certificate> certificates, const Bureau& bureau, Instant meeting_starts);

}  // namespace sceau
