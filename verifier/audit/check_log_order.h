// SPDX-License-Identifier: Apache-2.0
// The third question of the audit, of the order of the log: is every entry where one of its kind may be?
#pragma once

#include "verifier/audit/audited_log.h"
#include "verifier/audit/check_meeting.h"

namespace sceau::audit {

// One `open`, before the first decision; at most one `close`, behind it refusals, registers and the entries of the
// count alone, and those nowhere else, in their order and after the deadline. Finding: audit.log_order.
void check_order(const AuditedMeeting& meeting, const AuditedLog& log, FindingList& findings);

}  // namespace sceau::audit
