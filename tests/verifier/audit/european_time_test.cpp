// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/european_time.h"

#include <gtest/gtest.h>

namespace sceau::audit {
namespace {

struct Close {
  std::string meeting_day, utc;
};

class LegalClose : public testing::TestWithParam<Close> {};

// Checked with two implementations of the time zone database.
INSTANTIATE_TEST_SUITE_P(
    Vectors, LegalClose,
    testing::Values(Close{"2026-05-12", "2026-05-11T13:00:00Z"}, Close{"2026-06-15", "2026-06-14T13:00:00Z"},
                    Close{"2026-03-29", "2026-03-28T14:00:00Z"}, Close{"2026-03-30", "2026-03-29T13:00:00Z"},
                    Close{"2026-10-25", "2026-10-24T13:00:00Z"}, Close{"2026-10-26", "2026-10-25T14:00:00Z"},
                    Close{"2027-01-01", "2026-12-31T14:00:00Z"}, Close{"2027-03-29", "2027-03-28T13:00:00Z"},
                    Close{"2027-11-01", "2027-10-31T14:00:00Z"}, Close{"2028-03-01", "2028-02-29T14:00:00Z"},
                    Close{"2017-01-02", "2017-01-01T14:00:00Z"}));

TEST_P(LegalClose, Is15HoursInParisOnTheDayBefore) {
  const auto midnight = *from_rfc3339(GetParam().meeting_day + "T00:00:00Z");
  const auto day = day_of(LocalTime(midnight.time_since_epoch()));
  EXPECT_EQ(to_rfc3339(paris_time(legal_close(day))), GetParam().utc);
}

std::string in_utc(const std::string& wall) {
  return to_rfc3339(paris_time(LocalTime(from_rfc3339(wall + "Z")->time_since_epoch())));
}

TEST(ParisTime, ChangesAtOneInUtc) {
  EXPECT_EQ(in_utc("2027-03-28T01:59:59"), "2027-03-28T00:59:59Z");
  EXPECT_EQ(in_utc("2027-03-28T03:00:00"), "2027-03-28T01:00:00Z");
  EXPECT_EQ(in_utc("2027-03-28T02:30:00"), "2027-03-28T01:30:00Z");  // an hour that is skipped
  EXPECT_EQ(in_utc("2027-10-31T01:59:59"), "2027-10-30T23:59:59Z");
  EXPECT_EQ(in_utc("2027-10-31T02:30:00"), "2027-10-31T00:30:00Z");  // the first of two
  EXPECT_EQ(in_utc("2027-10-31T03:00:00"), "2027-10-31T02:00:00Z");
}

}  // namespace
}  // namespace sceau::audit
