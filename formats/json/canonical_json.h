// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "formats/value_tree/value.h"

namespace sceau {

// The canonical form of RFC 8785 (JCS), which is what is hashed: keys sorted by their UTF-16 code units, no white
// space, the shortest escapes. Numbers are the integers of the tree; beyond 2^53 RFC 8785 would have them as doubles,
// and a tree that holds one must not be hashed this way (is_canonical_number). Dates and local times are written as
// texts.
std::string canonical_json(const Value& value);

bool is_canonical_number(std::int64_t number);

}  // namespace sceau
