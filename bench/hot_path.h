// SPDX-License-Identifier: Apache-2.0
// A hot path and its floor, measured in the same run.
#pragma once

#include <benchmark/benchmark.h>

#include <string>

namespace sceau::bench {

// Registers NAME/sceau and NAME/floor. Each work does one whole operation; what it makes must end in
// benchmark::DoNotOptimize.
template <typename Ours, typename Floor>
void hot_path(const std::string& name, Ours ours, Floor floor) {
  const auto run = [](benchmark::State& state, auto work) {
    for (auto turn : state) work();
  };
  benchmark::RegisterBenchmark((name + "/sceau").c_str(), run, ours)->Unit(benchmark::kMicrosecond)->UseRealTime();
  benchmark::RegisterBenchmark((name + "/floor").c_str(), run, floor)->Unit(benchmark::kMicrosecond)->UseRealTime();
}

// One per hot path, each in its own file.
void register_canonical_form();
void register_open_pdf();
void register_cms();
void register_signing();
void register_verifying();
void register_envelopes();

}  // namespace sceau::bench
