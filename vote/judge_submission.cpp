// SPDX-License-Identifier: Apache-2.0
#include "vote/judge_submission.h"

#include <algorithm>
#include <array>

#include "foundation/text_encoding.h"
#include "vote/ballot_weight.h"
#include "vote/check_form.h"

namespace sceau {
namespace {

using Judgement = std::optional<Outcome>;

// L1, D2: the refusals of the intake stand; a late one is told apart from all others.
Judgement refusal_stands(const Submission& submission, const CountInput&) {
  const auto* logged = submission.logged();
  if (!logged || logged->facts.kind != DecisionKind::refusal) return {};
  const auto reason = logged->facts.reasons.empty() ? Reason::vote_malformed : logged->facts.reasons.front();
  if (reason == Reason::vote_deadline_passed) return Outcome{Disposition::late, reason, LegalRule::L1};
  return Outcome{.disposition = Disposition::rejected, .reason = reason};
}

// L22: a proxy is revoked in the form in which it was given.
Judgement revocation_applies(const Submission& submission, const CountInput&) {
  const auto* logged = submission.logged();
  if (!logged || logged->facts.kind != DecisionKind::revocation) return {};
  return Outcome{.disposition = Disposition::applied, .rule = LegalRule::L22};
}

Judgement urn_held_the_form(const Submission& submission, const CountInput&) {
  if (submission.form) return {};
  return Outcome{.disposition = Disposition::invalidated, .reason = Reason::vote_ballot_unopened};
}

// L22: a mandate given for another meeting, which covers this one.
bool is_mandate_of_another_meeting(const Submission& submission, const CountInput& input) {
  const auto& form = *submission.form;
  const auto other = std::ranges::find(input.other_meetings, form.meeting, &OtherMeeting::id);
  if (!submission.is_carried || submission.mode() != ParticipationMode::proxy) return false;
  if (other == input.other_meetings.end() || form.agenda_hash != hex_lower(other->meeting.agenda)) return false;
  const auto& meeting = input.meeting.meeting();
  return proxy_covers(other->meeting, {meeting.kind, meeting.date(), input.meeting.hashes().agenda});
}

// L12, L22: made for this meeting, or for the one before it with the same agenda.
Judgement form_is_for_this_meeting(const Submission& submission, const CountInput& input) {
  if (submission.attendee()) return {};
  const auto& meeting = input.meeting.meeting();
  const auto& form = *submission.form;
  const auto agenda = hex_lower(input.meeting.hashes().agenda);
  const bool has_agenda = form.agenda_hash == agenda;
  if (!submission.is_carried && form.meeting == meeting.id && has_agenda) return {};
  const auto& before = meeting.convocation.predecessor;
  const bool carries = before && form.meeting == before->id && before->agenda_hash == agenda;
  if ((carries && has_agenda) || is_mandate_of_another_meeting(submission, input)) return {};
  return Outcome{Disposition::rejected, Reason::vote_agenda_changed, LegalRule::L12};
}

// The window of a form's own channel. What was carried over cannot have come too early.
VotingWindow window_of(const Submission& submission, const FrozenMeeting& meeting) {
  auto window = submission.paper()                                         ? meeting.paper()
                : submission.logged()->facts.kind == DecisionKind::mandate ? meeting.proxies()
                                                                           : meeting.ballots();
  if (submission.is_carried) window.opens.reset();
  return window;
}

// L4, D18: what came late counts neither for the quorum nor for the votes.
Judgement form_was_in_time(const Submission& submission, const CountInput& input) {
  if (submission.attendee() || submission.is_litigious()) return {};
  const auto* logged = submission.logged();
  const auto clock = logged ? logged->facts.clock : ClockFacts{};
  const Reception reception = {submission.at, logged ? logged->identified_at : std::nullopt};
  const auto decision = decide(reception, window_of(submission, input.meeting),
                               {.is_synchronised = !clock.is_degraded, .maximum_error = clock.uncertainty});
  switch (decision.timeliness) {
    case Timeliness::in_time:
    case Timeliness::litigious: return {};
    case Timeliness::too_early: return Outcome{.disposition = Disposition::rejected, .reason = Reason::vote_not_open};
    case Timeliness::late: break;
  }
  const auto rule = submission.paper() ? LegalRule::L4 : LegalRule::L1;
  return Outcome{Disposition::late, Reason::vote_deadline_passed, rule};
}

// D9: the bureau decides, and its decision is part of the input.
Judgement bureau_admits_the_litigious(const Submission& submission, const CountInput& input) {
  if (!submission.is_litigious() || submission.is_carried) return {};
  const auto ruling = std::ranges::find(input.rulings, submission.logged()->index, &Ruling::index);
  if (ruling == input.rulings.end() || ruling->is_admitted) return {};
  return Outcome{Disposition::excluded_litigious, Reason::vote_deadline_passed, LegalRule::L4};
}

// L10: names, domicile, holding and signature, as the operator saw them.
Judgement paper_is_complete(const Submission& submission, const CountInput&) {
  if (!submission.paper() || submission.paper()->irregular.empty()) return {};
  return Outcome{Disposition::rejected, Reason::vote_form_irregular, LegalRule::L10};
}

Judgement rejected_for(const Findings& findings, LegalRule rule) {
  if (findings.empty()) return {};
  return Outcome{Disposition::rejected, findings.front().reason, rule};
}

// On paper a resolution may be left out or marked twice; that is no vote, and no reason to refuse the rest (L5).
Judgement choices_are_the_agendas(const Submission& submission, const CountInput& input) {
  if (!submission.logged()) return {};
  return rejected_for(choices_follow_the_agenda(*submission.form, input.meeting.meeting()), LegalRule::L7);
}

Judgement new_resolutions_are_regular(const Submission& submission, const CountInput&) {
  return rejected_for(new_resolutions_have_no_for(*submission.form), LegalRule::L24);
}

Judgement proxy_may_be_given(const Submission& submission, const CountInput& input) {
  if (submission.attendee()) return {};  // the form that gave it was judged; one shown at the door is, in settle()
  return rejected_for(proxy_of_is_eligible(*submission.form, input), LegalRule::L20);
}

// L27: a conflict of interest that was disclosed and not confirmed ends the mandate.
Judgement mandate_has_not_lapsed(const Submission& submission, const CountInput&) {
  if (!submission.attendee() || !proxy_has_lapsed(submission.attendee()->conflict)) return {};
  return Outcome{Disposition::invalidated, Reason::vote_proxy_invalid, LegalRule::L27};
}

Judgement holdings_are_named_once(const Submission& submission, const CountInput&) {
  const auto& holdings = submission.form->holdings;
  for (auto holding = holdings.begin(); holding != holdings.end(); ++holding) {
    const auto is_same = [&](const FormHolding& other) {
      return other.account == holding->account && other.isin == holding->isin;
    };
    if (std::find_if(holdings.begin(), holding, is_same) == holding) continue;
    return Outcome{.disposition = Disposition::rejected, .reason = Reason::vote_overspent_votes};
  }
  return {};
}

// L33: shares that left before the record instant take the form with them. L44: so does a right suspended altogether.
Judgement shares_are_held(const Submission& submission, const CountInput& input) {
  const auto& form = *submission.form;
  if (weight_of(form, input.shares, Resolution{}).shares > 0) return {};
  if (held_by(form, input.shares).shares == 0) {
    return Outcome{Disposition::invalidated, Reason::vote_not_entitled, LegalRule::L33};
  }
  return Outcome{Disposition::invalidated, Reason::vote_right_suspended, LegalRule::L44};
}

// L31: a server asks for the certificate at once; paper and the door are judged here.
Judgement bearer_shares_have_their_proof(const Submission& submission, const CountInput& input) {
  if (submission.logged()) return {};
  return rejected_for(bearer_shares_are_proved(*submission.form, input.shares), LegalRule::L31);
}

Judgement splits_are_intermediaries(const Submission& submission, const CountInput& input) {
  const auto& form = *submission.form;
  const auto splits = std::ranges::any_of(form.choices, [](const auto& choice) { return choice.vote == Vote::split; });
  const auto* holder = input.shares.shareholder(form.shareholder);
  if (!splits || (holder && holder->is_intermediary)) return {};
  return Outcome{.disposition = Disposition::rejected, .reason = Reason::vote_split_not_allowed};
}

// In their order; the first that stands against a submission decides.
constexpr std::array rules = {refusal_stands,
                              revocation_applies,
                              urn_held_the_form,
                              form_is_for_this_meeting,
                              form_was_in_time,
                              bureau_admits_the_litigious,
                              paper_is_complete,
                              choices_are_the_agendas,
                              new_resolutions_are_regular,
                              proxy_may_be_given,
                              mandate_has_not_lapsed,
                              holdings_are_named_once,
                              shares_are_held,
                              bearer_shares_have_their_proof,
                              splits_are_intermediaries};

}  // namespace

Findings proxy_of_is_eligible(const Form& form, const CountInput& input) {
  const auto& issuer = input.meeting.meeting().issuer;
  const auto* giver = input.shares.shareholder(form.shareholder);
  if (form.identity != Person{} || !giver) return proxy_is_eligible(form, issuer);
  return proxy_is_eligible(form, giver->identity, issuer);
}

std::optional<Outcome> judge_submission(const Submission& submission, const CountInput& input) {
  for (const auto rule : rules) {
    if (auto outcome = rule(submission, input)) return outcome;
  }
  return {};
}

}  // namespace sceau
