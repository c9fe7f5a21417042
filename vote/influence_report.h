// SPDX-License-Identifier: Apache-2.0
// The influence report on paper (art. 1844-10 and 1844-12-1 C. civ., L47): could forms that were late, refused or
// disputed have changed a decision? In French.
#pragma once

#include "vote/ballot_weight.h"
#include "vote/influence.h"
#include "vote/printed_frame.h"

namespace sceau {

// A form that was not counted, or that was although it is disputed.
struct ContestedForm {
  std::string reference = {};
  Instant received_at{};
  Outcome outcome = {};
  std::optional<Weight> weight = {};  // none: whose it is is not known
  std::string ruled = {};             // why the bureau admitted it, or did not; empty: it did not rule on it
  bool operator==(const ContestedForm&) const = default;
};

// Those that the influence report weighs, in the order in which they came in.
std::vector<ContestedForm> contested_forms(const CountReport& counted, const CountInput& input);

// With influence.json attached, and the contested forms one by one. The same input, the same document.
PageDocument printed_influence(const PrintedMeeting& printed, const InfluenceReport& influence,
                               const std::vector<ContestedForm>& contested);

}  // namespace sceau
