// SPDX-License-Identifier: Apache-2.0
#include "vote/participation.h"

#include "vote/check_meeting.h"

namespace sceau {
namespace {

bool is_form_and_proxy(ParticipationMode one, ParticipationMode other) {
  return (one == ParticipationMode::voting_form && other == ParticipationMode::proxy) ||
         (one == ParticipationMode::proxy && other == ParticipationMode::voting_form);
}

// L22: a proxy is revocable, whatever the articles say of other changes.
Result<ModeDecision> decide_revocation(ParticipationMode chosen) {
  if (chosen == ParticipationMode::proxy) return ModeDecision::replace;
  return Error{Reason::vote_mode_already_chosen, "there is no proxy to revoke"};
}

bool is_given_again(ParticipationMode chosen, ParticipationMode further) {
  return chosen == ParticipationMode::revoked_proxy && further == ParticipationMode::proxy;
}

}  // namespace

Result<ModeDecision> decide_mode(ParticipationMode chosen, ParticipationMode further, Channel channel,
                                 bool articles_allow_change) {
  if (further == ParticipationMode::revoked_proxy) return decide_revocation(chosen);
  if (chosen == ParticipationMode::none) return ModeDecision::take;
  if (is_given_again(chosen, further)) return ModeDecision::replace;
  if (articles_allow_change) return ModeDecision::replace;
  if (chosen == further) return Error{Reason::vote_already_voted, citation(LegalRule::L34)};
  if (channel == Channel::paper && is_form_and_proxy(chosen, further)) return ModeDecision::merge;
  return Error{Reason::vote_mode_already_chosen, citation(LegalRule::L34)};
}

}  // namespace sceau
