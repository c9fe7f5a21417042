// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vote/tally.h"

namespace sceau {

// The invariants of a count, computed again by other sums: none of them is taken for granted. It shares the reading of
// the forms with the count; the audit does not. Findings: vote.count_inconsistent, vote.ballot_unopened.
Findings check_tally(const Tally& tally, const Settlement& settlement, const CountInput& input);

// The parts.
Findings each_input_has_one_disposition(const Tally& tally, const CountInput& input);
Findings each_ballot_was_opened(const CountInput& input);
Findings what_is_replaced_is_in_the_log(const CountInput& input);
Findings no_holding_counts_twice(const Settlement& settlement, const Register& shares);
Findings quorum_is_recomputed(const Tally& tally, const Settlement& settlement, const CountInput& input);
Findings ways_add_up(const Tally& tally);
Findings votes_are_within_the_register(const Tally& tally, const CountInput& input);

}  // namespace sceau
