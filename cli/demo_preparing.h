// SPDX-License-Identifier: Apache-2.0
// The first act of `sceau vote demo`: a frozen meeting with its urn, three scrutineers who have rehearsed, a server's
// identities, and the letters with the access codes.
#pragma once

#include "cli/demo_stage.h"

namespace sceau {

// Errors: internal.error (a command of the program did not end well), file.*, those of issuing certificates.
Status prepare_demo(const DemoStage& stage);

}  // namespace sceau
