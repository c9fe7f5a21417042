// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/voting_window.h"

namespace sceau::audit {
namespace {

constexpr std::int64_t certain_us = 100'000;

bool is_within_doubt(const Decision& decision, Instant close) {
  const bool is_doubtful = decision.is_degraded || decision.uncertainty_us > certain_us;
  return is_doubtful && (decision.received_at - close).count() <= decision.uncertainty_us;
}

}  // namespace

Arrival arrival_of(const Decision& decision, const std::optional<Instant>& identified_at,
                   const AuditedMeeting& meeting) {
  const auto& frozen = meeting.frozen;
  if (frozen.opens && decision.received_at < frozen.opens->utc) return Arrival::early;
  const auto close = decision.type == EntryType::mandate ? frozen.proxies.utc : frozen.closes.utc;
  if (decision.received_at <= close || is_within_doubt(decision, close)) return Arrival::in_time;
  const std::chrono::seconds grace(meeting.settings.grace_seconds);
  const bool has_grace = grace.count() > 0 && identified_at && *identified_at <= close;
  return has_grace && decision.received_at <= close + grace ? Arrival::in_time : Arrival::late;
}

}  // namespace sceau::audit
