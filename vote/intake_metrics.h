// SPDX-License-Identifier: Apache-2.0
// The operator's figures, as Prometheus text 0.0.4. No label holds a voter, a code or a choice, and nothing here is
// counted by choice.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "vote/accept_vote.h"

namespace sceau {

// What others know at the moment the figures are asked for.
struct ServiceGauges {
  std::uint64_t log_size = 0, unlogged = 0;
  double oldest_unlogged_seconds = 0;
  std::uint64_t open_connections = 0, refused_connections = 0, handshake_failures = 0, request_timeouts = 0;
  std::uint64_t timestamps = 0, timestamp_failures = 0;
  bool is_ready = false, clock_is_degraded = false;
};

class IntakeMetrics final : public DecisionCounter {
 public:
  explicit IntakeMetrics(std::string meeting) : meeting_(std::move(meeting)) {}

  void was_admitted(RequestKind kind) override;
  void was_replayed() override;
  void was_refused(Reason reason) override;
  void was_unidentified(Reason reason) override;
  void was_answered(std::string_view route, int status, double seconds);

  std::string text(const ServiceGauges& gauges) const;

 private:
  static constexpr std::array<double, 10> bounds{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
  struct Duration {
    std::array<std::uint64_t, bounds.size()> up_to{};  // cumulative
    std::uint64_t count = 0;
    double sum = 0;
  };
  const std::string meeting_;
  mutable std::mutex mutex_;
  std::map<RequestKind, std::uint64_t> admitted_;
  std::uint64_t replayed_ = 0;
  std::map<Reason, std::uint64_t> refused_, unidentified_;
  std::map<std::pair<std::string, int>, std::uint64_t> answers_;
  std::map<std::string, Duration> durations_;
};

}  // namespace sceau
