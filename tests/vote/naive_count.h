// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "vote/count_input.h"

namespace sceau {

// What naive_count.py prints of this input and the program's tally of it: nothing where all figures are the same.
std::string differences_from_naive_count(const CountInput& input, const std::string& tally);

}  // namespace sceau
