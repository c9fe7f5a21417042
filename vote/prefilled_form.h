// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "vote/frozen_meeting.h"
#include "vote/register.h"

namespace sceau {

// What a shareholder fills in: everything that the meeting and the register know, and no choice. Whoever signs for a
// company adds his or her own name. Treasury shares are left out. Error: vote.not_entitled (nothing to vote with).
Result<Form> prefilled_form(const FrozenMeeting& meeting, const Register& shares, std::string_view shareholder,
                            Language language);

}  // namespace sceau
