// SPDX-License-Identifier: Apache-2.0
// What the API tells about a meeting, its time and its log, as JSON.
#pragma once

#include "vote/intake.h"
#include "vote/log_mirror.h"

namespace sceau {

Value time_view(const Intake& intake);     // the server's time in UTC and in Paris, and how far it may be off
Value meeting_view(const Intake& intake);  // what was frozen, the agenda, and what logged acts made of it
Value inclusion_view(LogIndex index, LogIndex size, const InclusionAnswer& answer);
Value consistency_view(LogIndex from, LogIndex to, const std::vector<TreeHash>& proof);

}  // namespace sceau
