// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/recorded_case.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

HoldingKind stated_kind(const CountCase& of, const Form& form, const FormHolding& holding) {
  const auto* held = of.shares().holding(form.shareholder, holding.account, holding.isin);
  if (!held || held->kind == RegisteredKind::treasury) return HoldingKind::registered;
  return held->kind == RegisteredKind::bearer         ? HoldingKind::bearer
         : held->kind == RegisteredKind::administered ? HoldingKind::administered
                                                      : HoldingKind::registered;
}

bool can_be_read(const Form& form) {
  const auto reading = read_form(as_bytes(write_form(form)));
  return reading && reading->findings.empty() && reading->form == form;
}

void leave_out_form(LoggedForm& logged) {
  if (logged.form) logged.shareholder = logged.form->shareholder;
  logged.form.reset();
}

void leave_out_what_is_never_logged(CountCase& of) {
  for (auto& logged : of.electronic) {
    if (logged.facts.kind == DecisionKind::refusal) leave_out_form(logged);
    if (!logged.form) continue;
    for (auto& holding : logged.form->holdings) holding.kind = stated_kind(of, *logged.form, holding);
  }
  std::erase_if(of.electronic, [](const LoggedForm& logged) { return logged.form && !can_be_read(*logged.form); });
  std::ranges::stable_sort(of.electronic, {}, [](const LoggedForm& logged) { return logged.facts.received_at; });
}

bool goes_to_nobody(const Form& form) {
  const bool has_named = form.proxy && form.proxy->kind == ProxyKind::named;
  return !has_named && form.new_resolutions == Vote::named;
}

// A line has one holding, and no two lines of a form have the same.
void leave_out_holdings_twice(Form& form) {
  std::set<std::pair<std::string, std::string>> holdings;
  std::erase_if(form.holdings, [&](const auto& one) { return !holdings.emplace(one.account, one.isin).second; });
}

void leave_out_what_is_never_on_paper(CountCase& of) {
  for (auto& paper : of.paper) {
    leave_out_holdings_twice(paper.form);
    if (goes_to_nobody(paper.form)) paper.form.new_resolutions.reset();
  }
}

bool is_named(const Person& person) {
  return !person.company.empty() || (!person.surname.empty() && !person.first_name.empty());
}

// Of each holding one line, of each badge one proxy and one shareholder.
class Door {
 public:
  bool lets_in(const Attendee& attendee) {
    const auto& form = attendee.form;
    const auto& holding = form.holdings.front();
    if (form.proxy && !is_named(form.proxy->holder)) return false;
    if (form.proxy ? !is_of(proxies_, attendee.badge, form.proxy->holder)
                   : !is_of(holders_, attendee.badge, form.shareholder)) {
      return false;
    }
    return holdings_.emplace(form.shareholder, holding.account, holding.isin).second;
  }

 private:
  template <typename T>
  static bool is_of(std::map<std::string, T>& badges, const std::string& badge, const T& bearer) {
    return badges.emplace(badge, bearer).first->second == bearer;
  }
  std::set<std::tuple<std::string, std::string, std::string>> holdings_;
  std::map<std::string, Person> proxies_;
  std::map<std::string, std::string> holders_;
};

void leave_out_what_is_never_in_the_room(CountCase& of) {
  Door door;
  for (auto& attendee : of.attendance) attendee.form.holdings.resize(1);
  std::erase_if(of.attendance, [&](const Attendee& attendee) { return !door.lets_in(attendee); });
  std::set<std::string> badges;
  std::erase_if(of.room, [&](const RoomVotes& votes) { return !badges.insert(votes.badge).second; });
  for (auto& resolution : of.new_resolutions) {
    if (resolution.text.french.empty()) resolution.text.french = "Texte";
  }
}

// The same facts as an intake that keeps the rules would have written.
class Intake {
 public:
  explicit Intake(const CountCase& of) : of_(of) {}

  void decide(LoggedForm& logged) {
    auto& facts = logged.facts;
    if (facts.kind == DecisionKind::refusal) return be_late_where_refused_as_late(logged);
    if (logged.form && !shareholder_is_registered(*logged.form, shares_at(of_, facts.received_at)).empty()) {
      return refuse(logged, Reason::vote_not_entitled);
    }
    if (logged.form && logged.form->agenda_hash != hex_lower(of_.meeting().hashes().agenda)) {
      return refuse(logged, Reason::vote_agenda_changed);
    }
    judge_time(logged);
    if (facts.kind == DecisionKind::refusal) return;
    if (!is_an_earlier_one_of(logged, facts.supersedes)) facts.supersedes.clear();
    voters_[facts.ballot] = voter_of(logged);
  }

 private:
  static std::string voter_of(const LoggedForm& logged) {
    return logged.form ? logged.form->shareholder : logged.shareholder;
  }

  // What stands in another log is not ours to know.
  bool is_an_earlier_one_of(const LoggedForm& logged, const std::string& ballot) const {
    const auto earlier = voters_.find(ballot);
    return ballot.find('/') != ballot.npos ||
           (earlier != voters_.end() && !earlier->second.empty() && earlier->second == voter_of(logged));
  }

  void be_late_where_refused_as_late(LoggedForm& logged) const {
    auto& facts = logged.facts;
    facts.supersedes.clear();
    if (facts.reasons.front() != Reason::vote_deadline_passed) return;
    facts.clock = {};
    facts.received_at = facts.closes + std::chrono::seconds(10 * logged.index);
  }

  static void refuse(LoggedForm& logged, Reason reason) {
    leave_out_form(logged);
    logged.facts.kind = DecisionKind::refusal;
    logged.facts.reasons = {reason};
    logged.facts.ballot.clear();
    logged.facts.supersedes.clear();
    logged.facts.clock.is_litigious = false;
  }

  void judge_time(LoggedForm& logged) const {
    auto& facts = logged.facts;
    const auto window = facts.kind == DecisionKind::ballot ? of_.meeting().ballots() : of_.meeting().proxies();
    facts.closes = window.closes.utc;
    const auto admission =
        sceau::decide({facts.received_at, logged.identified_at}, window,
                      {.is_synchronised = !facts.clock.is_degraded, .maximum_error = facts.clock.uncertainty});
    facts.clock.is_degraded = admission.clock_is_degraded;
    facts.clock.is_litigious = admission.timeliness == Timeliness::litigious;
    if (admission.timeliness == Timeliness::too_early) refuse(logged, Reason::vote_not_open);
    if (admission.timeliness == Timeliness::late) refuse(logged, Reason::vote_deadline_passed);
  }

  const CountCase& of_;
  std::map<std::string, std::string> voters_;  // by ballot
};

}  // namespace

void leave_out_what_is_never_recorded(CountCase& of) {
  leave_out_what_is_never_logged(of);
  leave_out_what_is_never_on_paper(of);
  leave_out_what_is_never_in_the_room(of);
}

void decide_as_an_intake(CountCase& of) {
  Intake intake(of);
  for (auto& logged : of.electronic) intake.decide(logged);
  std::ranges::stable_sort(of.electronic, {}, [](const LoggedForm& logged) { return logged.facts.received_at; });
}

// In the middle of those that come in time.
Instant corrected_at(const CountCase& of) {
  constexpr std::chrono::hours before_the_meeting = std::chrono::days(9) - std::chrono::hours(12);
  return Instant(std::chrono::sys_days(of.meeting().meeting().date()) - before_the_meeting + std::chrono::seconds(6));
}

const Register& shares_at(const CountCase& of, Instant at) {
  return of.first_shares && at < corrected_at(of) ? *of.first_shares : of.shares();
}

}  // namespace sceau
