// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vote/submission.h"

namespace sceau {

// L22, L34: what an entry of the log says it takes the place of is superseded, or revoked, unless that entry itself
// does not stand. A revocation that names nothing ends the newest standing mandate of its voter. `submissions` are
// judged and in their order.
void end_what_was_replaced(std::vector<Submission>& submissions);

}  // namespace sceau
