// SPDX-License-Identifier: Apache-2.0
// A random meeting as a log, an urn and the tables of a bureau can hold it.
#pragma once

#include "tests/vote/count_case.h"

namespace sceau {

// What read_form and the readers of the tables would not take is left out; so is the form of a refusal, which nobody
// keeps. The log stands in the order of reception, and the tables in that of their lines.
void leave_out_what_is_never_recorded(CountCase& of);

// What no intake would have admitted (too early, too late, of somebody unknown, of another agenda) becomes a refusal;
// what a doubtful clock leaves open is litigious; an entry replaces none but an earlier one of its voter.
void decide_as_an_intake(CountCase& of);

// The first register held before.
Instant corrected_at(const CountCase& of);
const Register& shares_at(const CountCase& of, Instant at);

}  // namespace sceau
