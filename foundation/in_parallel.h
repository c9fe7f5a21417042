// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace sceau {

// Calls work(0) ... work(count - 1), each once, in no order, on up to `threads` threads of which the caller's is one;
// returns when all have ended. What one call writes, another must not touch. Of exceptions one is thrown again here,
// and indices not begun by then are left out. Precondition: threads > 0.
void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

std::size_t processor_count();  // threads that this machine runs at once, at least 1

}  // namespace sceau
