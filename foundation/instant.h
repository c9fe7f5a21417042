// SPDX-License-Identifier: Apache-2.0
// A point in time, UTC, in microseconds. Named time zones are not known here. Nothing below cli/ reads a clock:
// an Instant is always an argument.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "foundation/result.h"

namespace sceau {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// Where one reading per request is wanted (intake, time-stamp authority). Must be callable from several threads.
using Clock = std::function<Instant()>;

// "2026-11-22T09:14:03Z"; a fraction only where there is one: "2026-11-22T09:14:03.250000Z".
std::string to_rfc3339(Instant instant);

// RFC 3339 date-time with Z or a numeric offset, years 0001 to 9999. A leap second ("23:59:60") reads as the second
// after. Error: time.malformed.
Result<Instant> from_rfc3339(std::string_view text);

// ISO 32000-1, 7.9.4: "D:20261122091403Z" / "D:20261122091403+01'00'". Missing parts default as the clause says; a
// date without offset is read as UTC. Error: time.malformed.
std::string to_pdf_date(Instant instant);
Result<Instant> from_pdf_date(std::string_view text);

// From the parts of a calendar date in UTC. Error: time.malformed where no such date exists.
Result<Instant> from_calendar(int year, int month, int day, int hour, int minute, int second);

}  // namespace sceau
