// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vote/check_meeting.h"

namespace sceau {

// The agenda: L7 (every resolution once, in order), L9 (texts, reasons and author), the kind of meeting that may decide
// it, and whether forms of the predecessor carry over (L12).
MeetingCheck check_agenda(const Meeting& meeting);

}  // namespace sceau
