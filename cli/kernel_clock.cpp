// SPDX-License-Identifier: Apache-2.0
#include "cli/kernel_clock.h"

#include <sys/timex.h>

#include "cli/system_clock.h"

namespace sceau {

ClockReadings read_clocks() {
  const auto monotonic = std::chrono::steady_clock::now().time_since_epoch();
  return {now(), std::chrono::duration_cast<std::chrono::microseconds>(monotonic)};
}

ClockState kernel_clock_state() {
  timex question{};
  const int state = ::adjtimex(&question);
  const bool is_known = state != -1;
  const bool leap_is_due = is_known && (state == TIME_INS || state == TIME_DEL || state == TIME_OOP);
  return {.is_synchronised = is_known && (question.status & STA_UNSYNC) == 0,
          .maximum_error = std::chrono::microseconds(is_known ? question.maxerror : 16'000'000),
          .leap_second_is_due = leap_is_due};
}

}  // namespace sceau
