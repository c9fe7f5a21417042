// SPDX-License-Identifier: Apache-2.0
// What a further submission does to a participation that has some of the same shares (docs/counting.md, 3).
#pragma once

#include "verifier/audit/participation.h"

namespace sceau::audit {

enum class Answer { replace, merge, confirm, refuse };

// `all`: the submissions of the count, `other` by their places. The form of the submission is there.
Answer answer_to(const Submission& submission, const Participation& other, const std::vector<Submission>& all,
                 const MeetingSettings& rules);

}  // namespace sceau::audit
