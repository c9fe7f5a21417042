// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace sceau::test {

class Latencies {
 public:
  using Clock = std::chrono::steady_clock;
  void add(Clock::duration taken) { milliseconds_.push_back(std::chrono::duration<double, std::milli>(taken).count()); }
  void add_all(const Latencies& other);
  std::size_t count() const { return milliseconds_.size(); }

  // Nearest rank; 0 where there is nothing. `share` 0.5 is the median, 1 the longest.
  double milliseconds(double share) const;
  std::string text() const;  // "p50 1.2 ms, p99 3.4 ms, max 5.6 ms"

 private:
  std::vector<double> milliseconds_;
};

}  // namespace sceau::test
