// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "foundation/finding.h"
#include "vote/legal_rule.h"
#include "vote/meeting.h"

namespace sceau {

struct MeetingCheck {
  Findings defects;   // with any of them the meeting cannot be frozen
  Findings warnings;  // lawful, but to be looked at twice
};

inline void append(MeetingCheck& to, MeetingCheck more) {
  append(to.defects, std::move(more.defects));
  append(to.warnings, std::move(more.warnings));
}

// Everything the law has against the meeting as described, each finding with its article ("to be confirmed" where the
// text was not read). What it cannot see: whether the articles of association really say what meeting.toml says they
// do. The scrutineers' certificates are another check. Findings: vote.* of the block "the meeting and its papers".
MeetingCheck check_meeting(const Meeting& meeting, const ZoneDatabase& database);

// One finding: what is wrong, and the source of the rule.
Finding legal_finding(Reason reason, LegalRule rule, std::string_view what);

// L6: a request for a form that arrives at the seat on that day must be served.
bool must_serve_form(CalendarDay requested, CalendarDay meeting_date);

}  // namespace sceau
