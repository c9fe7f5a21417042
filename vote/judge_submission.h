// SPDX-License-Identifier: Apache-2.0
// The rules that stand against a submission by itself, whatever else was submitted.
#pragma once

#include "vote/submission.h"

namespace sceau {

// L20, L22. What was typed, on paper or at the door, does not say who the shareholder is, but the register does.
Findings proxy_of_is_eligible(const Form& form, const CountInput& input);

// What the first rule that stands against it makes of it; nothing where none does.
std::optional<Outcome> judge_submission(const Submission& submission, const CountInput& input);

}  // namespace sceau
