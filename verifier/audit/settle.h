// SPDX-License-Identifier: Apache-2.0
// All submissions against each other (docs/counting.md, 3): what was replaced, who takes part, who stayed away.
#pragma once

#include "verifier/audit/judge_submission.h"
#include "verifier/audit/participation.h"

namespace sceau::audit {

struct RoomOutcome {
  std::size_t line = 0;
  bool is_counted = false;
  std::string reason;
};

struct Settlement {
  std::vector<Submission> submissions;  // each with its outcome
  std::vector<Participation> participations;
  std::vector<RoomOutcome> room;  // in the order of the table
};

Settlement settle(const CountInputs& inputs);

}  // namespace sceau::audit
