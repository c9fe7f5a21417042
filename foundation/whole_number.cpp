// SPDX-License-Identifier: Apache-2.0
#include "foundation/whole_number.h"

#include <charconv>

namespace sceau {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = failure == std::errc() && end == text.data() + text.size();
  const bool is_plain = text.size() == 1 || !text.starts_with('0');
  return is_whole && is_plain ? std::optional(number) : std::nullopt;
}

}  // namespace sceau
