// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sceau {

// Trees are freed by `wiping_free` (foundation/wiping_memory.h); what the reader needs while it reads always is. To be
// called while there is only one thread.
void wipe_freed_trees();

}  // namespace sceau
