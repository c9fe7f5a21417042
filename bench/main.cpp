// SPDX-License-Identifier: Apache-2.0
// hot_paths [--benchmark_filter=REGEX ...]: five interleaved rounds of every hot path and its floor, and the ratios of
// the medians. Options of Google Benchmark given here come after the usual ones and so win.
#include <array>
#include <vector>

#include "bench/hot_path.h"
#include "bench/ratio_reporter.h"

int main(int count, char** arguments) {
  std::array usual{std::string("--benchmark_repetitions=5"), std::string("--benchmark_enable_random_interleaving=true"),
                   std::string("--benchmark_min_time=0.1")};
  std::vector<char*> all{arguments[0]};
  for (auto& option : usual) all.push_back(option.data());
  all.insert(all.end(), arguments + 1, arguments + count);
  int all_count = static_cast<int>(all.size());
  benchmark::Initialize(&all_count, all.data());
  if (benchmark::ReportUnrecognizedArguments(all_count, all.data())) return 64;

  sceau::bench::register_canonical_form();
  sceau::bench::register_open_pdf();
  sceau::bench::register_cms();
  sceau::bench::register_signing();
  sceau::bench::register_verifying();
  sceau::bench::register_envelopes();
  sceau::bench::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
}
