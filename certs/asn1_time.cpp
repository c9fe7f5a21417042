// SPDX-License-Identifier: Apache-2.0
#include "certs/asn1_time.h"

#include <chrono>

namespace sceau {

std::optional<Instant> instant_from(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  auto instant =
      from_calendar(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  if (!instant) return std::nullopt;
  return *instant;
}

std::time_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace sceau
