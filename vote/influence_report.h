// SPDX-License-Identifier: Apache-2.0
// The influence report on paper (art. 1844-10 and 1844-12-1 C. civ., L47): could forms that were late, refused or
// disputed have changed a decision? In French.
#pragma once

#include "vote/influence.h"
#include "vote/printed_frame.h"

namespace sceau {

// With influence.json attached. The same input, the same document.
PageDocument printed_influence(const PrintedMeeting& printed, const InfluenceReport& influence);

}  // namespace sceau
