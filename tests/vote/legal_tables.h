// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/vote/count_case.h"

namespace sceau {

// Leaves out of a random meeting what check_tables() would find: rulings about entries that were not in doubt, and
// proxies with the badge of somebody else who is present.
void leave_out_what_no_table_may_say(CountCase& of);

}  // namespace sceau
