// SPDX-License-Identifier: Apache-2.0
// Findings: a check that was done, and what it found. An operation fails with one Error; a verification collects.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "foundation/reason.h"

namespace sceau {

struct Finding {
  Reason reason;
  std::string detail;
  bool operator==(const Finding&) const = default;
};

// Ordered as found; complete: a check that fails does not stop the next one.
using Findings = std::vector<Finding>;

inline void append(Findings& to, Findings more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

inline bool contains(const Findings& findings, Reason reason) {
  return std::ranges::find(findings, reason, &Finding::reason) != findings.end();
}

}  // namespace sceau
