// SPDX-License-Identifier: Apache-2.0
#include "tests/clients/latencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sceau::test {

void Latencies::add_all(const Latencies& other) {
  milliseconds_.insert(milliseconds_.end(), other.milliseconds_.begin(), other.milliseconds_.end());
}

double Latencies::milliseconds(double share) const {
  if (milliseconds_.empty()) return 0;
  auto sorted = milliseconds_;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::ranges::nth_element(sorted, place);
  return *place;
}

std::string Latencies::text() const {
  return fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, max {:.1f} ms", milliseconds(0.5), milliseconds(0.99),
                     milliseconds(1));
}

}  // namespace sceau::test
