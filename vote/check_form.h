// SPDX-License-Identifier: Apache-2.0
// May this form be admitted? Everything about it that needs no signature, no clock and no memory of earlier forms.
#pragma once

#include "foundation/finding.h"
#include "vote/form.h"
#include "vote/frozen_meeting.h"
#include "vote/register.h"

namespace sceau {

// All rules below, in their order; empty: nothing stands against the form. Findings that many rules share say which by
// their article in the detail. A form read with findings of its own must not come here.
Findings check_form(const Form& form, const FrozenMeeting& meeting, const Register& shares);

// The parts, one rule each.
Findings form_is_current(const Form& form, const FrozenMeeting& meeting);  // vote.agenda_changed, .meeting_unknown
Findings mentions_are_complete(const Form& form, const FrozenMeeting& meeting);  // L8, L9: vote.form_irregular
Findings identity_is_complete(const Form& form);                                 // L10: vote.form_irregular
Findings shareholder_is_registered(const Form& form, const Register& shares);    // vote.not_entitled
Findings holdings_are_held(const Form& form, const Register& shares);            // vote.not_entitled, .overspent_votes,
                                                                                 // .split_not_allowed, .form_irregular
Findings bearer_shares_are_proved(const Form& form, const Register& shares);     // L31: vote.entitlement_proof_missing
Findings choices_follow_the_agenda(const Form& form, const Meeting& meeting);    // L7, L23: vote.resolution_invalid
Findings new_resolutions_have_no_for(const Form& form);                          // L24: vote.resolution_invalid
Findings splits_add_up(const Form& form, const Register& shares, const Meeting& meeting);  // vote.overspent_votes,
                                                                                           // .split_not_allowed
Findings right_to_vote_is_not_suspended(const Form& form, const Register& shares, const Meeting& meeting);  // L44
Findings proxy_is_eligible(const Form& form, const Issuer& issuer);  // L20, L22: vote.proxy_invalid
// The same of a form that does not say who its shareholder is.
Findings proxy_is_eligible(const Form& form, const Person& self, const Issuer& issuer);

enum class SignatureLevel { simple, advanced, qualified };

// L11: vote.signature_level_not_permitted. A qualified signature is always admitted; the others only where the articles
// of association define a reliable identification process.
Findings signature_level_is_permitted(SignatureLevel level, const Articles& articles);

}  // namespace sceau
