// SPDX-License-Identifier: Apache-2.0
// Each submission by itself (docs/counting.md, 2): fifteen rows, of which the first that applies decides.
#pragma once

#include "verifier/audit/submissions.h"

namespace sceau::audit {

struct CountInputs {
  const CountedMeeting& counted;
  const std::vector<CountedMeeting>& carried;
};

// The outcome, or one that settles nothing where the submission stands.
Outcome judge_submission(const Submission& submission, const CountInputs& inputs);

// Row 10. Without a proxy nothing is asked.
bool is_proxy_eligible(const Form& form, bool is_listed);

}  // namespace sceau::audit
