// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/voting_window.h"

namespace sceau::audit {
namespace {

constexpr std::int64_t certain_us = 100'000;

bool is_within_doubt(const Decision& decision, Instant end) {
  const bool is_doubtful = decision.is_degraded || decision.uncertainty_us > certain_us;
  return is_doubtful && (decision.received_at - end).count() <= decision.uncertainty_us;
}

// Until when the voter may send: a grace is for the ballots of those who identified before the close.
Instant end_for(const Decision& decision, const std::optional<Instant>& identified_at, const AuditedMeeting& meeting) {
  const auto& frozen = meeting.frozen;
  if (decision.type == EntryType::mandate) return frozen.proxies.utc;
  const bool has_grace = identified_at && *identified_at <= frozen.closes.utc;
  return frozen.closes.utc + std::chrono::seconds(has_grace ? meeting.settings.grace_seconds : 0);
}

}  // namespace

Arrival arrival_of(const Decision& decision, const std::optional<Instant>& identified_at,
                   const AuditedMeeting& meeting) {
  const auto& frozen = meeting.frozen;
  if (frozen.opens && decision.received_at < frozen.opens->utc) return Arrival::early;
  const auto end = end_for(decision, identified_at, meeting);
  return decision.received_at <= end || is_within_doubt(decision, end) ? Arrival::in_time : Arrival::late;
}

}  // namespace sceau::audit
