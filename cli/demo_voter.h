// SPDX-License-Identifier: Apache-2.0
// One voter of `sceau vote demo`.
#pragma once

#include "cli/demo_voting.h"

namespace sceau {

struct DemoVoter {
  const DemoSite& site;
  std::span<const DemoShareholder> all;
  const DemoShareholder& self;  // one of them
  DemoTurnout& turnout;         // of everybody
  std::mutex& mutex;            // of the turnout
};

// Plays the part of that shareholder, and counts what came back. Errors: internal.error (an answer that the part does
// not expect), those of the client, of signing, and of check_answer.
Status act_as(const DemoVoter& voter);

}  // namespace sceau
