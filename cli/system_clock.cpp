// SPDX-License-Identifier: Apache-2.0
#include "cli/system_clock.h"

namespace sceau {

Instant now() { return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()); }

}  // namespace sceau
