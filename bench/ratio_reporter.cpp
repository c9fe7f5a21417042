// SPDX-License-Identifier: Apache-2.0
#include "bench/ratio_reporter.h"

#include <fmt/format.h>

#include <algorithm>

namespace sceau::bench {
namespace {

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[values.size() / 2];
}

std::string range_of(const std::vector<double>& values) {
  const auto [low, high] = std::ranges::minmax(values);
  return fmt::format("{:.1f} ({:.1f}-{:.1f})", median(values), low, high);
}

}  // namespace

bool RatioReporter::ReportContext(const Context&) { return true; }

// "pdf/open/18 KB/sceau/real_time" belongs to the path "pdf/open/18 KB".
void RatioReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const auto& run : runs) {
    if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
    const auto& name = run.run_name.function_name;
    const auto slash = name.rfind('/');
    const auto path = name.substr(0, slash);
    const auto [entry, is_new] = paths_.try_emplace(path);
    if (is_new) order_.push_back(path);
    auto& side = name.substr(slash + 1) == "floor" ? entry->second.floor : entry->second.sceau;
    side.push_back(run.GetAdjustedRealTime());
  }
}

void RatioReporter::Finalize() {
  GetOutputStream() << fmt::format("{:<34}{:>30}{:>30}{:>8}\n", "microseconds: median (min-max)", "sceau", "floor",
                                   "ratio");
  for (const auto& path : order_) {
    const auto& rounds = paths_.at(path);
    if (rounds.sceau.empty() || rounds.floor.empty()) continue;
    GetOutputStream() << fmt::format("{:<34}{:>30}{:>30}{:>8.2f}\n", path, range_of(rounds.sceau),
                                     range_of(rounds.floor), median(rounds.sceau) / median(rounds.floor));
  }
}

}  // namespace sceau::bench
