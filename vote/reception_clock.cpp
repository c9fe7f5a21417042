// SPDX-License-Identifier: Apache-2.0
#include "vote/reception_clock.h"

namespace sceau {

ReceptionClock::ReceptionClock(const ClockReadings& at_start, Instant last_logged)
    : wall_(at_start.wall), monotonic_(at_start.monotonic), latest_(last_logged) {}

Instant ReceptionClock::read(const ClockReadings& readings) {
  const std::lock_guard lock(mutex_);
  latest_ = reception_time(readings.wall, anchored(readings), latest_).instant;
  return latest_;
}

std::chrono::microseconds ReceptionClock::apart(const ClockReadings& readings) const {
  return readings.wall - anchored(readings);
}

ClockState ReceptionClock::widened(ClockState kernel, const ClockReadings& readings) const {
  kernel.maximum_error += std::chrono::abs(apart(readings));
  return kernel;
}

}  // namespace sceau
