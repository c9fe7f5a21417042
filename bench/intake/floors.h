// SPDX-License-Identifier: Apache-2.0
// What the intake cannot be quicker than, on this machine and this disk, in this minute.
#pragma once

#include "foundation/file_bytes.h"
#include "tests/clients/latencies.h"

namespace sceau::bench {

// 4 kB appended to a file of the folder, then fdatasync, again and again.
test::Latencies sync_latency(const Path& folder, std::chrono::milliseconds duration);

// Whole TLS 1.3 handshakes with a P-256 certificate, both sides in one thread, nothing sent.
double tls_handshakes_per_second(std::chrono::milliseconds duration);

struct CommitRate {
  double per_second;
  test::Latencies latencies;
};

// Ballots of `sealed_bytes` appended to a new store in the folder by so many threads at once, each durable before its
// next. Ends the program where the store fails.
CommitRate store_commits(const Path& folder, std::size_t threads, std::size_t sealed_bytes,
                         std::chrono::milliseconds duration);

}  // namespace sceau::bench
