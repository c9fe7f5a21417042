// SPDX-License-Identifier: Apache-2.0
// The clock of Paris by the rule of the European Union alone (Directive 2000/84/EC: summer time from the last Sunday of
// March to that of October, both at 01:00 UTC), without a time zone database: a second opinion. Good from 2002 on, as
// long as the directive stands.
#pragma once

#include <chrono>

#include "formats/value_tree/value.h"
#include "foundation/instant.h"

namespace sceau::audit {

// The instant at which a clock in Paris shows this. The hour that comes twice in October is its first coming; of the
// hour that is skipped in March it is as if the clock had not been set forward yet.
Instant paris_time(LocalTime wall);
// Neither of these two hours.
bool is_unique_in_paris(LocalTime wall);

// Art. R. 225-77: 15:00 in Paris on the day before the meeting.
LocalTime legal_close(std::chrono::year_month_day meeting_day);

std::chrono::year_month_day day_of(LocalTime time);

}  // namespace sceau::audit
