// SPDX-License-Identifier: Apache-2.0
#include "foundation/in_parallel.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace sceau {
namespace {

// The indices that nobody has begun. Where a call throws, those that are left are dropped on the way out.
class Indices {
 public:
  explicit Indices(std::size_t count) : count_(count) {}

  void walk(const std::function<void(std::size_t)>& work) {
    DropRest drop{*this};
    for (auto i = next_++; i < count_; i = next_++) work(i);
  }

 private:
  struct DropRest {
    Indices& all;
    ~DropRest() { all.next_ = all.count_; }
  };

  const std::size_t count_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace

void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  Indices indices(count);
  const auto walk = [&] { indices.walk(work); };
  std::vector<std::future<void>> helpers;
  for (std::size_t i = 1; i < std::min(threads, count); ++i) helpers.push_back(std::async(std::launch::async, walk));
  walk();
  for (auto& helper : helpers) helper.get();
}

std::size_t processor_count() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace sceau
