// SPDX-License-Identifier: Apache-2.0
#include "vote/submission.h"

#include <algorithm>
#include <tuple>

#include "vote/judge_submission.h"
#include "vote/person_names.h"

namespace sceau {
namespace {

template <typename T>
const T* origin_as(const SubmissionOrigin& origin) {
  const auto* found = std::get_if<const T*>(&origin);
  return found ? *found : nullptr;
}

Submission from_log(const LoggedForm& logged, bool is_carried) {
  return {.origin = &logged,
          .reference = (is_carried ? "carried/" : "log/") + std::to_string(logged.index),
          .source = Source::electronic,
          .is_carried = is_carried,
          .at = logged.facts.received_at,
          .form = logged.form ? &*logged.form : nullptr};
}

Submission from_paper(const PaperForm& paper, bool is_carried) {
  return {.origin = &paper,
          .reference = (is_carried ? "carried-paper/" : "paper/") + paper.number,
          .source = Source::paper,
          .is_carried = is_carried,
          .at = paper.arrived_at,
          .form = &paper.form};
}

Submission from_attendance(const Attendee& attendee) {
  return {.origin = &attendee,
          .reference = "attendance/" + std::to_string(attendee.line),
          .source = Source::attendance,
          .at = Instant::max(),
          .form = &attendee.form};
}

// Two of the same instant stand in the order of the log, or of their numbers: never of the input.
auto order_of(const Submission& submission) {
  const auto number = submission.logged()     ? submission.logged()->index
                      : submission.attendee() ? submission.attendee()->line
                                              : std::int64_t{0};
  return std::tuple(!submission.is_carried, submission.at, submission.source, number,
                    submission.paper() ? submission.paper()->number : "");
}

std::vector<Submission> list_submissions(const CountInput& input) {
  std::vector<Submission> all;
  for (const auto& logged : input.carried) all.push_back(from_log(logged, true));
  for (const auto& paper : input.carried_paper) all.push_back(from_paper(paper, true));
  for (const auto& logged : input.electronic) all.push_back(from_log(logged, false));
  for (const auto& paper : input.paper) all.push_back(from_paper(paper, false));
  for (const auto& attendee : input.attendance) all.push_back(from_attendance(attendee));
  return all;
}

}  // namespace

const LoggedForm* Submission::logged() const { return origin_as<LoggedForm>(origin); }
const PaperForm* Submission::paper() const { return origin_as<PaperForm>(origin); }
const Attendee* Submission::attendee() const { return origin_as<Attendee>(origin); }

ParticipationMode Submission::mode() const {
  if (form->proxy && form->choices.empty()) return ParticipationMode::proxy;
  return attendee() ? ParticipationMode::admission_card : ParticipationMode::voting_form;
}

bool Submission::is_litigious() const { return logged() && logged()->facts.clock.is_litigious; }

bool Submission::names_proxy(const Person& person) const {
  return form && form->proxy && form->proxy->kind == ProxyKind::named && is_same_person(form->proxy->holder, person);
}

std::vector<Submission> judge_submissions(const CountInput& input) {
  auto all = list_submissions(input);
  std::ranges::sort(all, {}, order_of);
  for (auto& submission : all) submission.outcome = judge_submission(submission, input);
  return all;
}

}  // namespace sceau
