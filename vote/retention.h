// SPDX-License-Identifier: Apache-2.0
// How long the votes of a meeting are kept, and when what names people may go (L60, L61; GDPR, art. 17).
#pragma once

#include "foundation/finding.h"
#include "vote/meeting.h"

namespace sceau {

// The first day on which it may be erased, the later of two: five years after the meeting (L61); and after the third
// financial year that follows the one in which it was held, three more years in which a nullity may be pleaded (L60).
// While that third year is running, the last three that are closed still begin with the year of the meeting, and any
// shareholder may ask for its papers. Financial years are taken as calendar years. Both rules are to be confirmed. A
// dispute that is before a court is not known here.
CalendarDay erasable_from(const Meeting& meeting);

// vote.retention_running, with the day in the detail; empty: it may be erased on `today`, in Paris or, where it is not
// known, in UTC, which is never ahead of it.
Findings retention_has_ended(const Meeting& meeting, CalendarDay today);

}  // namespace sceau
