// SPDX-License-Identifier: Apache-2.0
// What the kernel says of its clocks.
#pragma once

#include <functional>

#include "vote/reception_clock.h"

namespace sceau {

ClockReadings read_clocks();      // both at the same moment, as near as can be
ClockState kernel_clock_state();  // adjtimex: synchronised or not, maximum error, leap second due

// The clocks that a service lives by, and what is known of them.
struct ServiceClocks {
  std::function<ClockReadings()> read;
  std::function<ClockState()> state;
};
inline ServiceClocks machine_clocks() { return {read_clocks, kernel_clock_state}; }

}  // namespace sceau
