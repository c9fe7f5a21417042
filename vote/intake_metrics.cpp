// SPDX-License-Identifier: Apache-2.0
#include "vote/intake_metrics.h"

#include <fmt/format.h>

namespace sceau {
namespace {

std::string_view word_of(RequestKind kind) {
  switch (kind) {
    case RequestKind::ballot: return "ballot";
    case RequestKind::mandate: return "mandate";
    case RequestKind::revocation: return "revocation";
  }
  return "ballot";
}

void begin(std::string& out, std::string_view name, std::string_view kind, std::string_view help) {
  out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
}

template <typename Number>
void gauge(std::string& out, std::string_view name, std::string_view help, Number value) {
  begin(out, name, "gauge", help);
  out += fmt::format("{} {}\n", name, value);
}

void counter(std::string& out, std::string_view name, std::string_view help, std::uint64_t value) {
  begin(out, name, "counter", help);
  out += fmt::format("{} {}\n", name, value);
}

std::string gauges_text(const ServiceGauges& gauges) {
  std::string out;
  gauge(out, "sceau_log_entries", "Entries of the log.", gauges.log_size);
  gauge(out, "sceau_unsealed_entries", "Entries that wait for the log.", gauges.unlogged);
  gauge(out, "sceau_oldest_unsealed_seconds", "How long the log has stood still while entries wait.",
        gauges.oldest_unlogged_seconds);
  gauge(out, "sceau_open_connections", "Connections that are open.", gauges.open_connections);
  counter(out, "sceau_connections_refused_total", "Connections over a limit.", gauges.refused_connections);
  counter(out, "sceau_tls_handshake_failures_total", "TLS handshakes that failed.", gauges.handshake_failures);
  counter(out, "sceau_request_timeouts_total", "Requests that did not arrive in time.", gauges.request_timeouts);
  counter(out, "sceau_timestamps_total", "Time-stamps of checkpoints.", gauges.timestamps);
  counter(out, "sceau_timestamp_failures_total", "Time-stamps that no authority gave.", gauges.timestamp_failures);
  gauge(out, "sceau_ready", "1 where ballots are taken.", gauges.is_ready ? 1 : 0);
  gauge(out, "sceau_clock_degraded", "1 where the clock alone refuses nobody.", gauges.clock_is_degraded ? 1 : 0);
  return out;
}

}  // namespace

void IntakeMetrics::was_admitted(RequestKind kind) {
  const std::lock_guard lock(mutex_);
  ++admitted_[kind];
}

void IntakeMetrics::was_replayed() {
  const std::lock_guard lock(mutex_);
  ++replayed_;
}

void IntakeMetrics::was_refused(Reason reason) {
  const std::lock_guard lock(mutex_);
  ++refused_[reason];
}

void IntakeMetrics::was_unidentified(Reason reason) {
  const std::lock_guard lock(mutex_);
  ++unidentified_[reason];
}

void IntakeMetrics::was_answered(std::string_view route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  ++answers_[{std::string(route), status}];
  auto& duration = durations_[std::string(route)];
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if (seconds <= bounds[i]) ++duration.up_to[i];
  }
  ++duration.count;
  duration.sum += seconds;
}

std::string IntakeMetrics::text(const ServiceGauges& gauges) const {
  const std::lock_guard lock(mutex_);
  std::string out;
  begin(out, "sceau_votes_accepted_total", "counter", "Requests that were admitted.");
  for (const auto& [kind, count] : admitted_) {
    out += fmt::format("sceau_votes_accepted_total{{meeting=\"{}\",kind=\"{}\"}} {}\n", meeting_, word_of(kind), count);
  }
  begin(out, "sceau_votes_rejected_total", "counter", "Requests of identified shareholders that were refused.");
  for (const auto& [reason, count] : refused_) {
    out += fmt::format("sceau_votes_rejected_total{{reason=\"{}\"}} {}\n", stable_name(reason), count);
  }
  begin(out, "sceau_unidentified_total", "counter", "Requests of nobody who was identified.");
  for (const auto& [reason, count] : unidentified_) {
    out += fmt::format("sceau_unidentified_total{{reason=\"{}\"}} {}\n", stable_name(reason), count);
  }
  counter(out, "sceau_votes_replayed_total", "Requests that were answered with the receipt of the first time.",
          replayed_);
  begin(out, "sceau_http_requests_total", "counter", "Answers by route and status.");
  for (const auto& [key, count] : answers_) {
    out += fmt::format("sceau_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
  }
  begin(out, "sceau_http_request_duration_seconds", "histogram", "From the last byte of a request to its answer.");
  for (const auto& [route, duration] : durations_) {
    const auto line = [&](std::string_view bound, std::uint64_t count) {
      out +=
          fmt::format("sceau_http_request_duration_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, bound, count);
    };
    for (std::size_t i = 0; i < bounds.size(); ++i) line(fmt::format("{}", bounds[i]), duration.up_to[i]);
    line("+Inf", duration.count);
    out += fmt::format("sceau_http_request_duration_seconds_sum{{route=\"{}\"}} {}\n", route, duration.sum);
    out += fmt::format("sceau_http_request_duration_seconds_count{{route=\"{}\"}} {}\n", route, duration.count);
  }
  return out + gauges_text(gauges);
}

}  // namespace sceau
