// SPDX-License-Identifier: Apache-2.0
// Whole batches measured side by side: each round runs every row once, so that a slow minute of the machine slows all.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sceau::bench {

struct Row {
  std::string name;
  std::size_t documents;         // that one run of `work` does
  std::function<void()> before;  // not measured
  std::function<void()> work;
  std::vector<double> milliseconds = {};  // per document, one for each round

  double median() const;
};

// One round to warm up, then the measured ones.
void run_interleaved(std::vector<Row>& rows, int rounds);

// One line a row: median, minimum, maximum, and the ratio to the first row.
void print_beside_first(const std::vector<Row>& rows);

}  // namespace sceau::bench
