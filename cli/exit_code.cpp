// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

constexpr std::array order = {70, 1, 3, 7, 4, 2, 6, 5, 64, 0};

}  // namespace

int worst_exit_code(int one, int other) {
  return *std::ranges::find_if(order, [&](int code) { return code == one || code == other; });
}

}  // namespace sceau
