// SPDX-License-Identifier: Apache-2.0
// The recount in the form of results/tally.json and results/influence.json (docs/counting.md, 7).
#pragma once

#include "verifier/audit/influence_recount.h"

namespace sceau::audit {

// The program that counted, and the articles of law beside a rule, are any text.
Value expected_tally(const Recount& recount);

// The sentences in French and English are any text.
Value expected_influence(const Recount& recount, const InfluenceRecount& influence);

}  // namespace sceau::audit
