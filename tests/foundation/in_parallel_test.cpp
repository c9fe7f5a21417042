// SPDX-License-Identifier: Apache-2.0
#include "foundation/in_parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace sceau {
namespace {

TEST(InParallel, CallsForEveryIndexOnce) {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    for (const std::size_t count : {0U, 1U, 5U, 1000U}) {
      std::vector<int> calls(count);
      in_parallel(count, threads, [&](std::size_t i) { ++calls[i]; });
      EXPECT_EQ(calls, std::vector<int>(count, 1)) << threads << " threads";
    }
  }
}

TEST(InParallel, AnExceptionIsTheCallers) {
  for (const std::size_t threads : {1U, 3U}) {
    std::atomic<int> calls{0};
    const auto work = [&](std::size_t i) {
      ++calls;
      if (i == 3) throw std::runtime_error("of the fourth");
    };
    EXPECT_THROW(in_parallel(1'000'000, threads, work), std::runtime_error);
    EXPECT_LT(calls, 1'000'000);
  }
}

TEST(InParallel, EveryMachineHasAProcessor) { EXPECT_GE(processor_count(), 1U); }

}  // namespace
}  // namespace sceau
