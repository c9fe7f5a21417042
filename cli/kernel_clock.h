// SPDX-License-Identifier: Apache-2.0
// What the kernel says of its clocks.
#pragma once

#include "vote/reception_clock.h"

namespace sceau {

ClockReadings read_clocks();      // both at the same moment, as near as can be
ClockState kernel_clock_state();  // adjtimex: synchronised or not, maximum error, leap second due

}  // namespace sceau
