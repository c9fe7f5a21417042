// SPDX-License-Identifier: Apache-2.0
// What a recount found on each resolution, as the report says it.
#pragma once

#include "verifier/audit/audit_bundle.h"
#include "verifier/audit/recount.h"

namespace sceau::audit {

// One figure and one sentence for each resolution, in the order of the results.
void note_resolutions(const Recount& recount, AuditReport& report);

}  // namespace sceau::audit
