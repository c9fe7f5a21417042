// SPDX-License-Identifier: Apache-2.0
// The seventh question of the audit: do the results follow from the files?
#pragma once

#include "verifier/audit/recount.h"

namespace sceau::audit {

// The entry of the count names the tables and the bundles of other meetings that are there, each with its hash, and no
// others. Findings: audit.statement, audit.carried, audit.tally.
void check_count_inputs(const BundleFiles& files, const AuditedLog& log, const TallyAct& tally, FindingList& findings);

// results/tally.json and results/influence.json have the hashes that the entry says, and the figures of the recount.
// Findings: audit.tally, audit.influence, audit.file_*.
void check_results(const BundleFiles& files, const Recount& recount, const TallyAct& tally, FindingList& findings);

// "paper.csv" of "typed/paper.csv".
std::string_view last_part(std::string_view name);

}  // namespace sceau::audit
