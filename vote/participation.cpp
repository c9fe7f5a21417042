// SPDX-License-Identifier: Apache-2.0
#include "vote/participation.h"

#include "vote/check_meeting.h"

namespace sceau {
namespace {

bool is_form_and_proxy(ParticipationMode one, ParticipationMode other) {
  return (one == ParticipationMode::voting_form && other == ParticipationMode::proxy) ||
         (one == ParticipationMode::proxy && other == ParticipationMode::voting_form);
}

}  // namespace

Result<ModeDecision> decide_mode(ParticipationMode chosen, ParticipationMode further, Channel channel,
                                 bool articles_allow_change) {
  if (chosen == ParticipationMode::none) return ModeDecision::take;
  if (articles_allow_change) return ModeDecision::replace;
  if (chosen == further) return Error{Reason::vote_already_voted, citation(LegalRule::L34)};
  if (channel == Channel::paper && is_form_and_proxy(chosen, further)) return ModeDecision::merge;
  return Error{Reason::vote_mode_already_chosen, citation(LegalRule::L34)};
}

}  // namespace sceau
