// SPDX-License-Identifier: Apache-2.0
// Which mode of participation a shareholder has chosen, and what a further one does to it (L34, L23).
#pragma once

#include "foundation/finding.h"
#include "foundation/result.h"

namespace sceau {

// The numbers stand in stores. A revoked proxy leaves its mode chosen (L34), but another proxy may be given (L22).
enum class ParticipationMode { none, voting_form, proxy, admission_card, revoked_proxy };

// Paper arrives together and cannot be turned away at a counter; a request can.
enum class Channel { electronic, paper };

enum class ModeDecision {
  take,     // the first expression
  replace,  // it takes the place of the earlier one: the articles allow the change
  merge,    // L23: the proxy holds, subject to the votes expressed in the form
};

// Errors: vote.already_voted (the same mode again), vote.participation_mode_already_chosen (also where there is no
// proxy to revoke).
Result<ModeDecision> decide_mode(ParticipationMode chosen, ParticipationMode further, Channel channel,
                                 bool articles_allow_change);

}  // namespace sceau
