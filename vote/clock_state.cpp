// SPDX-License-Identifier: Apache-2.0
#include "vote/clock_state.h"

#include <algorithm>

namespace sceau {
namespace {

using std::chrono::microseconds;

constexpr microseconds leap_smear{83'334};  // two hours of 24, in seconds: 2/24

}  // namespace

microseconds uncertainty(const ClockState& clock) {
  return clock.maximum_error + (clock.leap_second_is_due ? leap_smear : microseconds(0));
}

bool sources_agree(const ClockState& clock) {
  if (!clock.ahead_of_authority) return true;
  return std::chrono::abs(*clock.ahead_of_authority) <= uncertainty(clock) + clock.authority_accuracy;
}

bool is_degraded(const ClockState& clock) {
  return !clock.is_synchronised || uncertainty(clock) > clock.degraded_above || !sources_agree(clock);
}

ReceptionTime reception_time(Instant wall, Instant anchored, Instant last_logged) {
  return {std::max(anchored, last_logged), std::chrono::abs(wall - anchored) > std::chrono::seconds(1)};
}

}  // namespace sceau
