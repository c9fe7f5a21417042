// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sceau {

// The known word nearest to a mistyped one; empty where none is within two edits, or the word is absurdly long.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace sceau
