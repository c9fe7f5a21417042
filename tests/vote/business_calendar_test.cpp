// SPDX-License-Identifier: Apache-2.0
// Dates of Easter and second business days come from Python: dateutil.easter and the list of art. L. 3133-1 C. trav.
#include "vote/business_calendar.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

using std::chrono::year;
using testing::Each;
using testing::ElementsAre;

std::vector<std::string> texts(const std::vector<CalendarDay>& days) {
  std::vector<std::string> all;
  for (const auto day : days) all.push_back(to_text(day));
  return all;
}

TEST(BusinessCalendar, EasterFallsWherePythonHasIt) {
  std::vector<std::string> easters;
  for (const int y : {1961, 2000, 2008, 2011, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2035, 2038, 2076, 2160, 2285}) {
    easters.push_back(to_text(easter_sunday(year(y))));
  }
  EXPECT_THAT(easters, ElementsAre("1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20",
                                   "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2035-03-25",
                                   "2038-04-25", "2076-04-19", "2160-03-23", "2285-03-22"));
}

TEST(BusinessCalendar, TheElevenHolidaysOf2027) {
  EXPECT_THAT(texts(french_holidays(year(2027))),
              ElementsAre("2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17",
                          "2027-07-14", "2027-08-15", "2027-11-01", "2027-11-11", "2027-12-25"));
}

// In 2008 Ascension was the first of May.
TEST(BusinessCalendar, TwoHolidaysOnOneDayAreOneClosedDay) {
  const BusinessCalendar calendar({});
  EXPECT_FALSE(calendar.is_business_day(year(2008) / 5 / 1));
  EXPECT_TRUE(calendar.is_business_day(year(2008) / 5 / 2));
  EXPECT_EQ(to_text(calendar.business_day_before(year(2008) / 5 / 2, 1)), "2008-04-30");
}

TEST(BusinessCalendar, TheIssuerMayCloseAndOpenDays) {
  const CalendarDay good_friday = year(2027) / 3 / 26, easter_monday = year(2027) / 3 / 29;
  const BusinessCalendar french({});
  EXPECT_TRUE(french.is_business_day(good_friday));
  EXPECT_FALSE(french.is_business_day(easter_monday));
  const BusinessCalendar changed({.closed = {good_friday}, .open = {easter_monday, year(2027) / 3 / 28}});
  EXPECT_FALSE(changed.is_business_day(good_friday));
  EXPECT_TRUE(changed.is_business_day(easter_monday));
  EXPECT_FALSE(changed.is_business_day(year(2027) / 3 / 28));  // a Sunday stays one
  EXPECT_EQ(to_text(changed.business_day_before(year(2027) / 3 / 30, 2)), "2027-03-25");
}

TEST(BusinessCalendar, WhatIsHashedListsTheClosedDays) {
  const BusinessCalendar calendar({.closed = {year(2027) / 12 / 24}, .open = {year(2027) / 5 / 17}});
  EXPECT_EQ(calendar.closed_days(year(2027), year(2027)),
            "2027-01-01\n2027-03-29\n2027-05-06\n2027-07-14\n2027-11-01\n2027-11-11\n2027-12-24\n");
}

}  // namespace
}  // namespace sceau
