// SPDX-License-Identifier: Apache-2.0
#include "bench/rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace sceau::bench {
namespace {

double measured(const Row& row) {
  row.before();
  const auto start = std::chrono::steady_clock::now();
  row.work();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  return taken.count() / static_cast<double>(row.documents);
}

}  // namespace

double Row::median() const {
  auto sorted = milliseconds;
  std::ranges::sort(sorted);
  return sorted.empty() ? 0 : sorted[sorted.size() / 2];
}

void run_interleaved(std::vector<Row>& rows, int rounds) {
  for (const auto& row : rows) measured(row);
  for (int round = 0; round < rounds; ++round) {
    for (auto& row : rows) row.milliseconds.push_back(measured(row));
  }
}

void print_beside_first(const std::vector<Row>& rows) {
  fmt::print("  {:<44}{:>9}{:>9}{:>9}{:>8}\n", "milliseconds a document", "median", "min", "max", "ratio");
  for (const auto& row : rows) {
    const auto [low, high] = std::ranges::minmax(row.milliseconds);
    fmt::print("  {:<44}{:>9.4f}{:>9.4f}{:>9.4f}{:>8.2f}\n", row.name, row.median(), low, high,
               row.median() / rows.front().median());
  }
  std::fflush(stdout);
}

}  // namespace sceau::bench
