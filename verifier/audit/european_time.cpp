// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/european_time.h"

namespace sceau::audit {
namespace {

Instant last_sunday_at_one(std::chrono::year year, std::chrono::month month) {
  return std::chrono::sys_days(year / month / std::chrono::Sunday[std::chrono::last]) + std::chrono::hours(1);
}

bool is_summer_time(Instant instant) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(instant));
  return last_sunday_at_one(day.year(), std::chrono::March) <= instant &&
         instant < last_sunday_at_one(day.year(), std::chrono::October);
}

}  // namespace

Instant paris_time(LocalTime wall) {
  const Instant as_utc(wall.time_since_epoch());
  const Instant in_summer = as_utc - std::chrono::hours(2);
  return is_summer_time(in_summer) ? in_summer : as_utc - std::chrono::hours(1);
}

bool is_unique_in_paris(LocalTime wall) {
  const Instant as_utc(wall.time_since_epoch());
  const bool is_in_summer = is_summer_time(as_utc - std::chrono::hours(2));
  const bool is_in_winter = !is_summer_time(as_utc - std::chrono::hours(1));
  return is_in_summer != is_in_winter;
}

LocalTime legal_close(std::chrono::year_month_day meeting_day) {
  return std::chrono::local_days(meeting_day) - std::chrono::days(1) + std::chrono::hours(15);
}

std::chrono::year_month_day day_of(LocalTime time) {
  return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time));
}

}  // namespace sceau::audit
