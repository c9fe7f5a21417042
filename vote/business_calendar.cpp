// SPDX-License-Identifier: Apache-2.0
#include "vote/business_calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace sceau {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool is_weekend(CalendarDay day) {
  const std::chrono::weekday weekday{sys_days(day)};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

bool holds(const std::vector<CalendarDay>& list, CalendarDay day) { return std::ranges::find(list, day) != list.end(); }

}  // namespace

std::string to_text(CalendarDay day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

// Meeus, Astronomical Algorithms, chapter 8.
CalendarDay easter_sunday(std::chrono::year year) {
  const int y = static_cast<int>(year);
  const int golden = y % 19, century = y / 100, in_century = y % 100;
  const int correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int shift = (golden + 11 * epact + 22 * weekday) / 451;
  const int month_and_day = epact + weekday - 7 * shift + 114;
  return year / (month_and_day / 31) / (month_and_day % 31 + 1);
}

std::vector<CalendarDay> french_holidays(std::chrono::year year) {
  const sys_days easter = easter_sunday(year);
  std::vector<CalendarDay> holidays = {
      year / 1 / 1,
      CalendarDay(easter + days(1)),  // Easter Monday
      year / 5 / 1,
      year / 5 / 8,
      CalendarDay(easter + days(39)),  // Ascension
      CalendarDay(easter + days(50)),  // Whit Monday
      year / 7 / 14,
      year / 8 / 15,
      year / 11 / 1,
      year / 11 / 11,
      year / 12 / 25,
  };
  std::ranges::sort(holidays);
  return holidays;
}

bool BusinessCalendar::is_holiday(CalendarDay day) const {
  return holds(changes_.closed, day) || (holds(french_holidays(day.year()), day) && !holds(changes_.open, day));
}

bool BusinessCalendar::is_business_day(CalendarDay day) const { return !is_weekend(day) && !is_holiday(day); }

CalendarDay BusinessCalendar::business_day_before(CalendarDay day, int count) const {
  sys_days at = day;
  while (count > 0) {
    at -= days(1);
    if (is_business_day(at)) --count;
  }
  return at;
}

std::string BusinessCalendar::closed_days(std::chrono::year first, std::chrono::year last) const {
  std::string lines;
  for (sys_days day = first / 1 / 1; day <= sys_days(last / 12 / 31); day += days(1)) {
    if (!is_weekend(day) && is_holiday(day)) lines += to_text(day) + "\n";
  }
  return lines;
}

}  // namespace sceau
