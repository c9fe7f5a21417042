// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "vote/count_input.h"

namespace sceau {

// The input of a count as naive_count.py reads it.
std::string write_case(const CountInput& input);

}  // namespace sceau
