// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/value_tree/value.h"
#include "verifier/audit/finding_list.h"

namespace sceau::audit {

// Stands in a recounted value for any text that is not empty.
Value any_text();

// Compares what a file says with what the recount gave, member by member and item by item. Each difference is a
// finding: "results/tally.json: /resolutions/1/total/for: says 412, recounted 411". After 100 of them the walk ends.
void compare_values(Reason reason, std::string_view file, const Value& said, const Value& recounted,
                    FindingList& findings);

}  // namespace sceau::audit
