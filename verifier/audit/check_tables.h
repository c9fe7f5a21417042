// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verifier/audit/finding_list.h"
#include "verifier/audit/submissions.h"

namespace sceau::audit {

// The tables of a bundle against its log and its register (docs/counting.md, 1): a ruling is about a ballot or a
// mandate that the clock left in doubt; a badge is one person's, whether present or a proxy. Finding: audit.statement.
void check_tables(const CountedMeeting& counted, FindingList& findings);

}  // namespace sceau::audit
