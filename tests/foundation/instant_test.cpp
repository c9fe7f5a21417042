// SPDX-License-Identifier: Apache-2.0
// The numbers of seconds come from GNU date: date -u -d 2026-11-22T09:14:03Z +%s
#include "foundation/instant.h"

#include <gmock/gmock.h>

#include <random>

namespace sceau {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

Instant at(std::int64_t unix_seconds, std::int64_t more_microseconds = 0) {
  return Instant(seconds(unix_seconds) + microseconds(more_microseconds));
}

struct Reading {
  std::string text;
  std::optional<Instant> instant;  // none: time.malformed
};

void PrintTo(const Reading& reading, std::ostream* out) { *out << reading.text; }

template <auto read>
void expect(const Reading& reading) {
  const auto result = read(reading.text);
  ASSERT_EQ(static_cast<bool>(result), reading.instant.has_value()) << reading.text;
  if (result) {
    EXPECT_EQ(*result, *reading.instant) << reading.text;
  } else {
    EXPECT_EQ(result.error().reason, Reason::time_malformed) << reading.text;
  }
}

class Rfc3339Test : public testing::TestWithParam<Reading> {};
TEST_P(Rfc3339Test, Reads) { expect<from_rfc3339>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Accepted, Rfc3339Test,
    testing::Values(Reading{"2026-11-22T09:14:03Z", at(1795338843)}, Reading{"2026-11-22t09:14:03z", at(1795338843)},
                    Reading{"2026-11-22 09:14:03Z", at(1795338843)},
                    Reading{"2026-11-22T10:14:03+01:00", at(1795338843)},
                    Reading{"2026-11-21T23:44:03-09:30", at(1795338843)},
                    Reading{"2026-11-22T09:14:03.25Z", at(1795338843, 250000)},
                    Reading{"2026-11-22T09:14:03.123456789Z", at(1795338843, 123456)},
                    Reading{"1970-01-01T00:00:00Z", at(0)}, Reading{"1969-12-31T23:59:59.999999Z", at(-1, 999999)},
                    Reading{"0001-01-01T00:00:00Z", at(-62135596800)},
                    Reading{"9999-12-31T23:59:59Z", at(253402300799)}, Reading{"2024-02-29T00:00:00Z", at(1709164800)},
                    Reading{"2016-12-31T23:59:60Z", at(1483228800)}));

INSTANTIATE_TEST_SUITE_P(Refused, Rfc3339Test,
                         testing::Values(Reading{"", {}}, Reading{"2026-11-22", {}}, Reading{"2026-11-22T09:14:03", {}},
                                         Reading{"2026-11-22T09:14Z", {}}, Reading{"2026-11-22T09:14:03Z ", {}},
                                         Reading{" 2026-11-22T09:14:03Z", {}}, Reading{"2026-11-22T09:14:03.Z", {}},
                                         Reading{"2026-11-22T09:14:61Z", {}}, Reading{"2026-11-22T24:00:00Z", {}},
                                         Reading{"2026-11-22T09:60:03Z", {}}, Reading{"2026-13-22T09:14:03Z", {}},
                                         Reading{"2026-00-22T09:14:03Z", {}}, Reading{"2026-11-00T09:14:03Z", {}},
                                         Reading{"2026-11-31T09:14:03Z", {}}, Reading{"2023-02-29T00:00:00Z", {}},
                                         Reading{"1900-02-29T00:00:00Z", {}}, Reading{"0000-01-01T00:00:00Z", {}},
                                         Reading{"26-11-22T09:14:03Z", {}}, Reading{"2026/11/22T09:14:03Z", {}},
                                         Reading{"2026-11-22T09:14:03+0100", {}},
                                         Reading{"2026-11-22T09:14:03+24:00", {}},
                                         Reading{"2026-11-22T09:14:03+01:60", {}}, Reading{"+026-11-22T09:14:03Z", {}},
                                         Reading{std::string("2026-11-22T09:14:03Z\0", 21), {}},
                                         Reading{"2026-11-22T09:14:03ZZ", {}}));

// Within an hour of the ends of the years that can be written, an offset must not lead outside.
INSTANTIATE_TEST_SUITE_P(Edges, Rfc3339Test,
                         testing::Values(Reading{"0001-01-01T00:00:00+01:00", {}},
                                         Reading{"0001-01-01T01:00:00+01:00", at(-62135596800)},
                                         Reading{"9999-12-31T23:59:59-01:00", {}},
                                         Reading{"9999-12-31T23:59:60Z", {}}));

class PdfDateTest : public testing::TestWithParam<Reading> {};
TEST_P(PdfDateTest, Reads) { expect<from_pdf_date>(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Accepted, PdfDateTest,
    testing::Values(Reading{"D:20261122091403Z", at(1795338843)}, Reading{"D:20261122101403+01'00'", at(1795338843)},
                    Reading{"D:20261122101403+01'00", at(1795338843)}, Reading{"D:20261122101403+01", at(1795338843)},
                    Reading{"D:20261122101403+01'", at(1795338843)}, Reading{"D:20261121234403-09'30'", at(1795338843)},
                    Reading{"D:20261122091403Z00'00'", at(1795338843)},
                    Reading{"D:20261122101403+0100", at(1795338843)}, Reading{"D:20261122091403", at(1795338843)},
                    Reading{"D:202611220914", at(1795338840)}, Reading{"D:2026112209", at(1795338000)},
                    Reading{"D:20261122", at(1795305600)}, Reading{"D:202611", at(1793491200)},
                    Reading{"D:2026", at(1767225600)}, Reading{"20261122091403Z", at(1795338843)}));

INSTANTIATE_TEST_SUITE_P(Refused, PdfDateTest,
                         testing::Values(Reading{"", {}}, Reading{"D:", {}}, Reading{"D:202", {}},
                                         Reading{"D:20261", {}}, Reading{"D:20261322", {}}, Reading{"D:20261131", {}},
                                         Reading{"D:2026112224", {}}, Reading{"D:202611220960", {}},
                                         Reading{"D:20261122091461", {}}, Reading{"D:20261122091403X", {}},
                                         Reading{"D:20261122091403+24'00'", {}}, Reading{"D:20261122091403+01'60'", {}},
                                         Reading{"D:20261122091403+01'00'x", {}}, Reading{"D:0000", {}},
                                         Reading{"D:00010101000000+01'00'", {}}, Reading{"D:20261122091403Z05'00'", {}},
                                         Reading{"\xFE\xFF", {}}));

TEST(InstantTest, WritesAFractionOnlyWhereThereIsOne) {
  EXPECT_EQ(to_rfc3339(at(1795338843)), "2026-11-22T09:14:03Z");
  EXPECT_EQ(to_rfc3339(at(1795338843, 250000)), "2026-11-22T09:14:03.250000Z");
  EXPECT_EQ(to_rfc3339(at(-1, 1)), "1969-12-31T23:59:59.000001Z");
  EXPECT_EQ(to_pdf_date(at(1795338843, 250000)), "D:20261122091403Z");
}

TEST(InstantTest, WhatIsWrittenReadsBackAsTheSameInstant) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> any(-62135596800, 253402300799), fraction(0, 999999);
  for (int i = 0; i < 20000; ++i) {
    const auto whole = any(random);
    const auto instant = at(whole, fraction(random));
    EXPECT_EQ(*from_rfc3339(to_rfc3339(instant)), instant);
    EXPECT_EQ(*from_pdf_date(to_pdf_date(instant)), at(whole));
  }
}

TEST(InstantTest, ADateOfTheCalendarMustExist) {
  EXPECT_EQ(*from_calendar(2026, 11, 22, 9, 14, 3), at(1795338843));
  for (const auto& [year, month, day, hour, minute, second] : {std::array{2026, 11, 31, 0, 0, 0},
                                                               {2026, 0, 1, 0, 0, 0},
                                                               {2026, -1, 1, 0, 0, 0},
                                                               {2026, 257, 1, 0, 0, 0},
                                                               {2026, 1, -1, 0, 0, 0},
                                                               {2026, 1, 1, -1, 0, 0},
                                                               {2026, 1, 1, 24, 0, 0},
                                                               {2026, 1, 1, 0, -1, 0},
                                                               {2026, 1, 1, 0, 0, -1},
                                                               {2026, 1, 1, 0, 0, 61},
                                                               {0, 1, 1, 0, 0, 0},
                                                               {10000, 1, 1, 0, 0, 0},
                                                               {65536 + 2026, 1, 1, 0, 0, 0}}) {
    const auto result = from_calendar(year, month, day, hour, minute, second);
    ASSERT_FALSE(result) << year << ' ' << month << ' ' << day << ' ' << hour << ' ' << minute << ' ' << second;
    EXPECT_EQ(result.error().reason, Reason::time_malformed);
  }
}

}  // namespace
}  // namespace sceau
