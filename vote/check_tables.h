// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vote/count_input.h"

namespace sceau {

// What was typed, held against the log and the register: a table that reads well may still speak of the wrong thing.
// Findings: vote.table_irregular; with any of them nothing may be published.
Findings check_tables(const CountInput& input);

// The parts. D9: a ruling that names no ballot and no mandate which the clock left in doubt would say nothing.
Findings each_ruling_is_about_a_litigious_entry(const CountInput& input);
// L54: whoever is present and also somebody's proxy may wear one badge for both; two persons may not. Badges of
// shareholders whom the register does not have are not looked at: their lines count nothing.
Findings each_badge_is_one_persons(const CountInput& input);

}  // namespace sceau
