// SPDX-License-Identifier: Apache-2.0
// A random meeting as its audit bundle: the log with a register that may have been corrected, the urn with sealed
// documents, the tables of the bureau, the bundle that it carries over.
#pragma once

#include "tests/verifier/audit/sample_vote.h"
#include "tests/vote/count_case.h"

namespace sceau {

// Without results: whoever counts puts them in. Precondition: leave_out_what_is_never_recorded(of).
test::SampleVote vote_of(const CountCase& of, test::Files carried = {});

}  // namespace sceau
