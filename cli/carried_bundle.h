// SPDX-License-Identifier: Apache-2.0
// The bundle of another meeting in the folder of the one that counts with it (L12, L22).
#pragma once

#include "cli/arguments.h"
#include "cli/opened_meeting.h"

namespace sceau {

// Before a count. With --carried: audited, and copied to folder.carried(): the same bundle will be in this meeting's
// own. With --no-carried: what an earlier count was made with goes. With neither, what lies there is what the last
// count was made with, which was audited then. Errors: audit.* (the first finding against the bundle), audit.carried
// (the bundle is this meeting's own; what lies there is another one than was counted, or none), those of audit_bundle,
// file.*.
Status take_carried(const OpenedMeeting& meeting, const VoteTallyArguments& arguments);

}  // namespace sceau
