// SPDX-License-Identifier: Apache-2.0
// The one clock of the intake (D10): the system's time at the start, carried forward by the monotonic clock, so that
// nothing that steps the system's time moves a reception. Both readings are arguments.
#pragma once

#include <mutex>

#include "vote/clock_state.h"

namespace sceau {

struct ClockReadings {
  Instant wall;                         // the system's
  std::chrono::microseconds monotonic;  // since any fixed moment
};

class ReceptionClock {
 public:
  // `last_logged`: the latest time in the log; nothing is received before it.
  ReceptionClock(const ClockReadings& at_start, Instant last_logged);

  // Never less than any earlier answer. Callable from several threads at once.
  Instant read(const ClockReadings& readings);
  // The system's time less this one: a step, or drift.
  std::chrono::microseconds apart(const ClockReadings& readings) const;
  // What the kernel says of its clock, with that distance counted as uncertainty.
  ClockState widened(ClockState kernel, const ClockReadings& readings) const;

 private:
  Instant anchored(const ClockReadings& readings) const { return wall_ + (readings.monotonic - monotonic_); }
  Instant wall_;
  std::chrono::microseconds monotonic_;
  std::mutex mutex_;
  Instant latest_;
};

}  // namespace sceau
