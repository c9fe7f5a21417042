// SPDX-License-Identifier: Apache-2.0
// What is known about the clock that stamps receptions. This program speaks no NTP: the kernel's own opinion of its
// clock (adjtimex) and the newest time-stamp token are arguments.
#pragma once

#include <chrono>
#include <optional>

#include "foundation/instant.h"

namespace sceau {

struct ClockState {
  bool is_synchronised = true;                 // adjtimex: no STA_UNSYNC
  std::chrono::microseconds maximum_error{0};  // adjtimex: maxerror
  bool leap_second_is_due = false;             // adjtimex: STA_INS or STA_DEL, within a day
  // The system's time less that of the time-stamp authority, whose last token was carried forward by the monotonic
  // clock; none: there is no token yet, or the authority is down.
  std::optional<std::chrono::microseconds> ahead_of_authority = {};
  std::chrono::microseconds authority_accuracy = std::chrono::seconds(1);  // ETSI EN 319 421: 1 s or better
  std::chrono::microseconds degraded_above = std::chrono::milliseconds(100);
};

// D12: a leap second itself falls on 00:00Z, never on 13:00Z or 14:00Z, but a clock smeared linearly from noon to noon
// is up to 83.4 ms off at 14:00Z of such a day.
std::chrono::microseconds uncertainty(const ClockState& clock);

// Do the system's clock and the authority's agree, within what either claims? Yes where there is no authority: one
// source cannot contradict itself.
bool sources_agree(const ClockState& clock);

// D9: the clock is not good enough to refuse anybody by it alone.
bool is_degraded(const ClockState& clock);

// D10: the instant of a reception never runs backwards. `anchored` is the time at start plus what the monotonic clock
// says has passed since; `wall` is the system's clock now; `last_logged` the latest time in the log.
struct ReceptionTime {
  Instant instant;
  bool clock_stepped = false;  // the two differ by more than a second: an alert belongs into the log
};
ReceptionTime reception_time(Instant wall, Instant anchored, Instant last_logged);

}  // namespace sceau
