// SPDX-License-Identifier: Apache-2.0
// docs/counting.md, 2, row 5: what came too early, in time, or too late.
#pragma once

#include "verifier/audit/check_meeting.h"
#include "verifier/audit/decision.h"

namespace sceau::audit {

enum class Arrival { early, in_time, late };

// Mandates until the close of proxies, other entries until that of ballots; at the close is in time. A clock that was
// degraded or more than 100 ms uncertain makes late nothing that lies within its uncertainty; nor is late what was sent
// by somebody who had identified in time, within the grace of the meeting. `identified_at` is nothing where nobody
// knows.
Arrival arrival_of(const Decision& decision, const std::optional<Instant>& identified_at,
                   const AuditedMeeting& meeting);

}  // namespace sceau::audit
