// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verifier/audit/audited_log.h"
#include "verifier/audit/finding_list.h"
#include "verifier/audit/meeting_settings.h"

namespace sceau::audit {

// Every withdrawal is of a resolution of the agenda; behind a cancellation or a postponement stands no further act, no
// ballot, mandate or revocation that was admitted (the server hears of it within moments: entries of those ten seconds
// are let be), and no count. Finding: audit.act.
void check_acts(const AuditedLog& log, const std::vector<Resolution>& agenda, FindingList& findings);

}  // namespace sceau::audit
