// SPDX-License-Identifier: Apache-2.0
// Business days (jours ouvrés) in France: not Saturday, not Sunday, not one of the days of art. L. 3133-1 C. trav.,
// as changed by the issuer, for the calendars of Euroclear France and TARGET differ.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace sceau {

using CalendarDay = std::chrono::year_month_day;

std::string to_text(CalendarDay day);  // "2027-05-12"

// Sunday of Easter, Gregorian calendar, years 1583 to 4099.
CalendarDay easter_sunday(std::chrono::year year);

// The eleven legal holidays of metropolitan France, in the order of the calendar. Those of Alsace-Moselle and overseas
// are not among them: the issuer adds them.
std::vector<CalendarDay> french_holidays(std::chrono::year year);

struct CalendarChanges {
  std::vector<CalendarDay> closed;  // no business days, though the law has them as such
  std::vector<CalendarDay> open;    // business days, though the law has them as holidays; a Sunday stays closed
  bool operator==(const CalendarChanges&) const = default;
};

class BusinessCalendar {
 public:
  explicit BusinessCalendar(CalendarChanges changes) : changes_(std::move(changes)) {}

  bool is_business_day(CalendarDay day) const;
  // The n-th business day before `day`, which itself does not count; n > 0.
  CalendarDay business_day_before(CalendarDay day, int count) const;

  // The closed days of two years, weekends apart, one a line: what is hashed into a frozen meeting, so that a later
  // version of this program with other holidays cannot move its record date unseen.
  std::string closed_days(std::chrono::year first, std::chrono::year last) const;

 private:
  bool is_holiday(CalendarDay day) const;
  CalendarChanges changes_;
};

}  // namespace sceau
