// SPDX-License-Identifier: Apache-2.0
// The one place that asks the machine for the time.
#pragma once

#include "foundation/instant.h"

namespace sceau {

Instant now();

}  // namespace sceau
