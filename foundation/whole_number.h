// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sceau {

// Decimal digits alone: no sign, no leading zeros, no space; what parses writes back to the same text. Nothing where
// the text is anything else, or the number does not fit.
std::optional<std::uint64_t> whole_number(std::string_view text);

}  // namespace sceau
