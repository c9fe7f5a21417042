// SPDX-License-Identifier: Apache-2.0
#include "vote/retention.h"

#include <fmt/format.h>

#include <algorithm>

#include "vote/legal_rule.h"

namespace sceau {
namespace {

constexpr std::chrono::years kept_as_records(5);       // L61
constexpr std::chrono::years open_to_shareholders(3);  // L60: financial years
constexpr std::chrono::years until_nullity_lapses(3);  // L60

}  // namespace

CalendarDay erasable_from(const Meeting& meeting) {
  const auto day = meeting.date();
  const auto last_financial_year = day.year() + open_to_shareholders + until_nullity_lapses;
  const CalendarDay after_disputes(last_financial_year + std::chrono::years(1), std::chrono::January,
                                   std::chrono::day(1));
  return std::max(after_disputes, day + kept_as_records);
}

Findings retention_has_ended(const Meeting& meeting, CalendarDay today) {
  const auto from = erasable_from(meeting);
  if (today >= from) return {};
  return {{Reason::vote_retention_running,
           fmt::format("until {}: {}; {}", to_text(from), citation(LegalRule::L60), citation(LegalRule::L61))}};
}

}  // namespace sceau
