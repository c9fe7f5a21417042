// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "certs/certificate.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "vote/frozen_meeting.h"

namespace sceau {

// Can the urn key be encrypted to this certificate? RSA of 3072 bits or more with keyEncipherment, elliptic curves with
// keyAgreement; a certificate without key usage allows both. Ed25519 and Ed448 only sign. Finding:
// vote.bureau_irregular.
Findings certificate_can_decrypt(const Certificate& certificate);

// The certificates of the bureau, in the order of meeting.toml: each can decrypt, none is there twice (by key, not by
// name), none expires before the meeting. Their issuers are the business of whoever freezes the meeting: scrutineers
// are known by sight. Finding: vote.bureau_irregular.
Findings check_scrutineers(std::span<const Certificate> certificates, const Bureau& bureau, Instant meeting_starts);

}  // namespace sceau
