// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verifier/audit/submissions.h"

namespace sceau::audit {

// docs/counting.md, 3, "Replaced": what a later entry of a log revokes or supersedes by name, and the newest standing
// mandate that a revocation without a name ends. `submissions` are judged by themselves and in their order.
void end_replaced(std::vector<Submission>& submissions);

}  // namespace sceau::audit
