// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/answer_to_submission.h"

#include <algorithm>

namespace sceau::audit {
namespace {

bool states_the_same(const Form& one, const Form& other) {
  const auto sorted = [](const Form& form) {
    auto holdings = form.holdings;
    for (auto& holding : holdings) holding.has_attestation = false;
    std::ranges::sort(holdings);
    return holdings;
  };
  return one.shareholder == other.shareholder && sorted(one) == sorted(other);
}

bool is_named_proxy(const Form& form) { return form.proxy && form.proxy->kind == ProxyKind::named; }

bool names_as_proxy(const Participation& participation, const Person& person, const std::vector<Submission>& all) {
  return std::ranges::any_of(participation.members, [&](std::size_t member) {
    const auto& form = *all[member].form;
    return is_named_proxy(form) && is_same_person(form.proxy->holder, person);
  });
}

Answer answer_by_mode(const Submission& submission, const Participation& other, const std::vector<Submission>& all,
                      const MeetingSettings& rules) {
  if (other.is_revoked && submission.mode() == Mode::proxy) return Answer::replace;
  if (rules.allow_mode_change) return Answer::replace;
  if (other.is_revoked || !submission.is_paper() || other.is_merged()) return Answer::refuse;
  const auto chosen = mode_of(other, all), mode = submission.mode();
  const bool is_form_and_proxy =
      (chosen == Mode::voting_form && mode == Mode::proxy) || (chosen == Mode::proxy && mode == Mode::voting_form);
  const bool is_of_the_same = states_the_same(*submission.form, *all[other.members.front()].form);
  return is_form_and_proxy && is_of_the_same ? Answer::merge : Answer::refuse;
}

}  // namespace

Answer answer_to(const Submission& submission, const Participation& other, const std::vector<Submission>& all,
                 const MeetingSettings& rules) {
  if (submission.source == Source::attendance && submission.form->proxy && !other.is_revoked &&
      names_as_proxy(other, submission.form->proxy->holder, all)) {
    return other.badge.empty() || other.badge == submission.badge ? Answer::confirm : Answer::refuse;
  }
  const bool is_new_form = !submission.is_carried() && submission.source != Source::attendance;
  if (all[other.members.front()].is_carried() && is_new_form) return Answer::replace;
  return answer_by_mode(submission, other, all, rules);
}

}  // namespace sceau::audit
