// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/judge_submission.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "verifier/audit/european_time.h"
#include "verifier/audit/voting_window.h"
#include "verifier/audit/weights.h"

namespace sceau::audit {
namespace {

constexpr std::string_view deadline_passed = "vote.deadline_passed";
const Outcome stands;

Outcome rejected(std::string_view reason, std::string_view rule = "") {
  return {Disposition::rejected, std::string(reason), std::string(rule)};
}
Outcome invalidated(std::string_view reason, std::string_view rule) {
  return {Disposition::invalidated, std::string(reason), std::string(rule)};
}
Outcome late(std::string_view rule) { return {Disposition::late, std::string(deadline_passed), std::string(rule)}; }

// 1, 2, 3
Outcome what_the_log_says(const Submission& submission, const CountInputs&) {
  if (submission.decision == nullptr) return stands;
  const auto& [type, reason] = std::tie(submission.decision->type, submission.decision->reason);
  if (type == EntryType::refusal) {
    return reason == deadline_passed ? late("L1") : rejected(reason.empty() ? "vote.malformed" : reason);
  }
  if (type == EntryType::revocation) return {Disposition::applied, "", "L22"};
  return submission.form == nullptr ? invalidated("vote.ballot_unopened", "") : stands;
}

bool is_for_this_meeting(const Submission& submission, const AuditedMeeting& meeting) {
  return !submission.is_carried() && submission.form->meeting == meeting.settings.id &&
         submission.form->agenda == meeting.frozen.agenda;
}

// L12
bool carries_over(const Form& form, const AuditedMeeting& meeting) {
  const auto& predecessor = meeting.settings.predecessor;
  return predecessor && predecessor->id == form.meeting && form.agenda == meeting.frozen.agenda &&
         hash_from_hex(predecessor->agenda_sha256) == meeting.frozen.agenda;
}

// L22: the same agenda again; or an ordinary and an extraordinary meeting within a fortnight.
bool mandate_covers(const AuditedMeeting& given_for, const AuditedMeeting& meeting) {
  const auto &first = given_for.settings, &second = meeting.settings;
  const auto first_day = std::chrono::local_days(day_of(first.starts));
  const auto second_day = std::chrono::local_days(day_of(second.starts));
  if (given_for.frozen.agenda == meeting.frozen.agenda && first.kind == second.kind && first_day <= second_day) {
    return true;
  }
  const bool is_one_extraordinary =
      (first.kind == MeetingKind::extraordinary) != (second.kind == MeetingKind::extraordinary);
  const bool is_none_special = first.kind != MeetingKind::special && second.kind != MeetingKind::special;
  const auto apart = first_day < second_day ? second_day - first_day : first_day - second_day;
  return is_one_extraordinary && is_none_special && apart <= std::chrono::days(15);
}

bool is_mandate_of_another_meeting(const Submission& submission, const CountInputs& inputs) {
  if (!submission.is_carried() || submission.mode() != Mode::proxy) return false;
  return std::ranges::any_of(inputs.carried, [&](const CountedMeeting& other) {
    return other.meeting.settings.id == submission.form->meeting &&
           other.meeting.settings.id != inputs.counted.meeting.settings.id &&
           other.meeting.frozen.agenda == submission.form->agenda &&
           mandate_covers(other.meeting, inputs.counted.meeting);
  });
}

// 4
Outcome form_is_for_this_meeting(const Submission& submission, const CountInputs& inputs) {
  if (submission.source == Source::attendance) return stands;
  const auto& meeting = inputs.counted.meeting;
  const bool is_taken = is_for_this_meeting(submission, meeting) || carries_over(*submission.form, meeting) ||
                        is_mandate_of_another_meeting(submission, inputs);
  return is_taken ? stands : rejected("vote.agenda_changed", "L12");
}

// 5
Outcome came_in_time(const Submission& submission, const CountInputs& inputs) {
  const auto& meeting = inputs.counted.meeting;
  if (submission.is_paper()) return submission.at > meeting.frozen.paper.utc ? late("L4") : stands;
  if (submission.decision == nullptr || submission.is_litigious()) return stands;
  const auto arrival = arrival_of(*submission.decision, submission.identified_at, meeting);
  if (arrival == Arrival::early && !submission.is_carried()) return rejected("vote.voting_not_open");
  return arrival == Arrival::late ? late("L1") : stands;
}

// 6
Outcome bureau_admits_it(const Submission& submission, const CountInputs& inputs) {
  if (!submission.is_litigious() || submission.is_carried()) return stands;
  const auto& rulings = inputs.counted.tables.rulings;
  const auto ruling = rulings.find(submission.number);
  if (ruling == rulings.end() || ruling->second) return stands;
  return {Disposition::excluded_litigious, std::string(deadline_passed), "L4"};
}

// 7
Outcome paper_is_regular(const Submission& submission, const CountInputs&) {
  return submission.irregular.empty() ? stands : rejected("vote.form_irregular", "L10");
}

bool follows_agenda(const Form& form, const std::vector<Resolution>& agenda) {
  const bool has_named_proxy = form.proxy && form.proxy->kind == ProxyKind::named;
  std::size_t next = 0;
  for (const auto& choice : form.choices.all) {
    const std::size_t place = choice.resolution;
    if (place < next || place >= agenda.size() || agenda[place].is_information_only) return false;
    if (choice.vote == Vote::none || choice.vote == Vote::null) return false;
    if (choice.vote == Vote::named && !has_named_proxy) return false;
    next = place + 1;
  }
  const auto voted_on = std::ranges::count(agenda, false, &Resolution::is_information_only);
  return form.proxy || static_cast<std::ptrdiff_t>(form.choices.all.size()) == voted_on;
}

// 8
Outcome choices_follow_the_agenda(const Submission& submission, const CountInputs& inputs) {
  if (!submission.is_electronic()) return stands;
  return follows_agenda(*submission.form, inputs.counted.meeting.settings.agenda)
             ? stands
             : rejected("vote.resolution_invalid", "L7");
}

// 9
Outcome new_resolutions_have_no_for(const Submission& submission, const CountInputs&) {
  const auto said = submission.form->new_resolutions;
  const bool has_named_proxy = submission.form->proxy && submission.form->proxy->kind == ProxyKind::named;
  const bool is_wrong = said == Vote::for_it || said == Vote::split || (said == Vote::named && !has_named_proxy);
  return is_wrong ? rejected("vote.resolution_invalid", "L24") : stands;
}

// 10
Outcome proxy_is_eligible(const Submission& submission, const CountInputs& inputs) {
  if (submission.source == Source::attendance) return stands;
  return is_proxy_eligible(*submission.form, inputs.counted.meeting.settings.is_listed)
             ? stands
             : rejected("vote.proxy_invalid", "L20");
}

// 11
Outcome mandate_has_not_lapsed(const Submission& submission, const CountInputs&) {
  return submission.has_lapsed ? invalidated("vote.proxy_invalid", "L27") : stands;
}

// 12
Outcome holdings_are_stated_once(const Submission& submission, const CountInputs&) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const auto& holding : submission.form->holdings) {
    if (!seen.emplace(holding.account, holding.isin).second) return rejected("vote.overspent_votes");
  }
  return stands;
}

// 13
Outcome it_weighs_something(const Submission& submission, const CountInputs& inputs) {
  const auto parts = parts_of(*submission.form, inputs.counted.registers.last);
  if (weight_at_all(parts).shares != 0) return stands;
  return held(parts).shares == 0 ? invalidated("vote.not_entitled", "L33")
                                 : invalidated("vote.voting_right_suspended", "L44");
}

// 14
Outcome bearer_shares_are_proved(const Submission& submission, const CountInputs& inputs) {
  if (submission.is_electronic()) return stands;
  const auto& form = *submission.form;
  for (const auto& stated : form.holdings) {
    const auto* holding = inputs.counted.registers.last.holding(form.shareholder, stated.account, stated.isin);
    if (holding == nullptr || !holding->is_bearer || holding->has_attestation || stated.has_attestation) continue;
    return rejected("vote.entitlement_proof_missing", "L31");
  }
  return stands;
}

// 15
Outcome only_intermediaries_split(const Submission& submission, const CountInputs& inputs) {
  if (!submission.form->choices.has_split()) return stands;
  const auto* shareholder = inputs.counted.registers.last.shareholder(submission.form->shareholder);
  const bool may_split = shareholder != nullptr && shareholder->is_intermediary;
  return may_split ? stands : rejected("vote.split_not_allowed");
}

bool is_named_properly(const Proxy& proxy) {
  const auto& holder = proxy.holder;
  const bool has_name = !holder.company.empty() || (!holder.surname.empty() && !holder.first_name.empty());
  return has_name && !holder.domicile.empty() && !proxy.is_the_shareholder;
}

bool is_of_the_family(ProxyRelation relation) {
  return relation == ProxyRelation::shareholder || relation == ProxyRelation::spouse ||
         relation == ProxyRelation::civil_partner;
}

}  // namespace

bool is_proxy_eligible(const Form& form, bool is_listed) {
  if (!form.proxy) return true;
  if (form.proxy->kind != ProxyKind::named) return !form.proxy->holder.has_name();
  return is_named_properly(*form.proxy) && (is_listed || is_of_the_family(form.proxy->relation));
}

Outcome judge_submission(const Submission& submission, const CountInputs& inputs) {
  using Rule = Outcome (*)(const Submission&, const CountInputs&);
  constexpr std::array<Rule, 13> rules = {what_the_log_says,
                                          form_is_for_this_meeting,
                                          came_in_time,
                                          bureau_admits_it,
                                          paper_is_regular,
                                          choices_follow_the_agenda,
                                          new_resolutions_have_no_for,
                                          proxy_is_eligible,
                                          mandate_has_not_lapsed,
                                          holdings_are_stated_once,
                                          it_weighs_something,
                                          bearer_shares_are_proved,
                                          only_intermediaries_split};
  for (const auto rule : rules) {
    auto outcome = rule(submission, inputs);
    if (outcome.disposition != Disposition::none) return outcome;
  }
  return stands;
}

}  // namespace sceau::audit
