// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vote/check_meeting.h"

namespace sceau {

// The closing times of a meeting: D16 (electronic), L2 and L3 (paper), L26 (proxies), D8 (grace), the odd distance of
// meetings far from Paris.
MeetingCheck check_cutoffs(const Meeting& meeting, const ZoneDatabase& database);

}  // namespace sceau
