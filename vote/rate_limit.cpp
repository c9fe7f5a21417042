// SPDX-License-Identifier: Apache-2.0
#include "vote/rate_limit.h"

#include "vote/attempt_limits.h"

namespace sceau {

bool RateLimit::allows(std::string_view address, Instant at) {
  if (rule_.each_second == 0) return true;
  const auto one = std::chrono::microseconds(std::chrono::seconds(1)) / rule_.each_second;
  const auto whole = one * rule_.at_once;
  const std::lock_guard lock(mutex_);
  auto& full_at = buckets_.at(address_group(address)).is_full_at;
  full_at = std::min(std::max(full_at, at), at + whole);
  if (full_at + one > at + whole) return false;
  full_at += one;
  return true;
}

}  // namespace sceau
