// SPDX-License-Identifier: Apache-2.0
// The usual table of Google Benchmark, and behind it each hot path beside its floor.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace sceau::bench {

class RatioReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

 private:
  struct Rounds {
    std::vector<double> sceau, floor;  // microseconds
  };
  std::vector<std::string> order_;
  std::map<std::string, Rounds> paths_;
};

}  // namespace sceau::bench
