// SPDX-License-Identifier: Apache-2.0
// From what was checked to a verdict: EN 319 102-1, 5.3 (basic signatures) and 5.5 (signatures with time).
#pragma once

#include "verifier/check_timestamps.h"
#include "verifier/checked_signature.h"
#include "verifier/validation_context.h"
#include "verifier/verdict.h"

namespace sceau {

// The sub-indication that a reason stands for; nothing for a reason that decides no verdict.
std::optional<SubIndication> sub_indication_of(Reason reason);

// A signature, with what its time-stamps prove. All findings are listed; the decisive one is the first of kind
// `failed`, else the first of kind `indeterminate`. Findings of time-stamps are listed last and decide nothing.
Verdict judge_signature(const CheckedSignature& signature, const ProvenTimes& times, const ValidationContext& context);

// A document time-stamp: here the token itself is what is judged.
Verdict judge_timestamp(const CheckedSignature& holder, const CheckedTimestamp& timestamp);

}  // namespace sceau
