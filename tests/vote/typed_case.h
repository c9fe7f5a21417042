// SPDX-License-Identifier: Apache-2.0
// The tables of the bureau as somebody would have typed them, from the inputs that they are to become.
#pragma once

#include <map>
#include <string>

#include "tests/vote/count_case.h"

namespace sceau {

// "paper" and the others that have a line, as CSV. `entries` gives the index in the log of an entry that was ruled on.
std::map<std::string, std::string> typed_tables_of(const CountCase& of,
                                                   const std::map<std::int64_t, std::int64_t>& entries);

}  // namespace sceau
