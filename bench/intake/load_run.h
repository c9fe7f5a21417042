// SPDX-License-Identifier: Apache-2.0
// Prepared requests sent to a server over TLS by one thread that never blocks, at a given rate or as fast as the
// answers come. At a given rate the time of a request begins when it was due, not when it could be sent: a server that
// stalls is not spared what piles up meanwhile.
#pragma once

#include <functional>
#include <map>
#include <span>

#include "tests/clients/latencies.h"
#include "tests/clients/prepared_requests.h"
#include "tests/clients/tls_connection.h"

namespace sceau::bench {

struct LoadPlan {
  test::Server server;
  std::span<const test::PreparedRequest> requests;  // each sent once, in order; again from the first if `repeats`
  double per_second = 0;                            // 0: `in_flight` at any time
  std::size_t in_flight = 32;
  std::chrono::milliseconds duration{1000};  // of sending; what is in flight then is waited for
  bool keeps_alive = false;                  // else a new connection and handshake for each request
  bool repeats = false;
  // Loopback addresses the connections come from, in turn. A prime: what recurs in the requests comes from them all.
  std::size_t addresses = 199;
  // Called with each whole answer, and the index of its request.
  std::function<void(std::size_t, std::string_view)> on_answer = {};
};

struct LoadOutcome {
  test::Latencies latencies;
  std::map<int, std::size_t> statuses;
  std::size_t sent = 0;
  std::size_t answered = 0;
  std::size_t unexpected = 0;  // answered with another status than the request was prepared for
  std::size_t failed = 0;      // no answer
  double seconds = 0;          // to the last answer

  bool is_clean() const { return failed == 0 && unexpected == 0; }
  double per_second() const { return seconds > 0 ? static_cast<double>(answered) / seconds : 0; }
};

LoadOutcome run_load(const LoadPlan& plan);

}  // namespace sceau::bench
