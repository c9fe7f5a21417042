// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/settle.h"

#include <algorithm>
#include <set>

#include "verifier/audit/answer_to_submission.h"
#include "verifier/audit/counted_resolutions.h"
#include "verifier/audit/replaced_submissions.h"

namespace sceau::audit {
namespace {

std::string key_of(const Form& form, const StatedHolding& holding) {
  return form.shareholder + '\0' + holding.account + '\0' + holding.isin;
}

class Settling {
 public:
  explicit Settling(const CountInputs& inputs) : inputs_(inputs) {
    const auto agenda = agenda_of(inputs.counted);
    for (std::size_t i = 0; i < agenda.size(); ++i) {
      if (agenda[i].status == ResolutionStatus::voted) voted_on_.push_back(i);
    }
    result_.submissions = collect_submissions(inputs.counted, inputs.carried);
    for (auto& submission : all()) submission.outcome = judge_submission(submission, inputs);
    end_replaced(all());
  }

  Settlement run() && {
    for (std::size_t place = 0; place < all().size(); ++place) {
      if (all()[place].form == nullptr) continue;
      if (all()[place].outcome.disposition == Disposition::revoked) keep_revoked(place);
      if (!all()[place].is_settled()) take(place);
    }
    end_absent();
    count_the_others();
    settle_room();
    return std::move(result_);
  }

 private:
  std::vector<Submission>& all() { return result_.submissions; }
  std::vector<Participation>& participations() { return result_.participations; }
  const Submission& first_of(const Participation& participation) { return all()[participation.members.front()]; }

  void end(std::size_t place, Outcome outcome) { all()[place].outcome = std::move(outcome); }

  std::vector<std::size_t> met_by(std::size_t place) const {
    const auto& form = *result_.submissions[place].form;
    std::set<std::size_t> met;
    for (const auto& holding : form.holdings) {
      const auto holder = holders_.find(key_of(form, holding));
      if (holder != holders_.end()) met.insert(holder->second);
    }
    return {met.begin(), met.end()};
  }

  void keep_revoked(std::size_t place) {
    if (met_by(place).empty()) participate(place).is_revoked = true;
  }

  Participation& participate(std::size_t place) {
    const auto& submission = all()[place];
    for (const auto& holding : submission.form->holdings) {
      holders_[key_of(*submission.form, holding)] = participations().size();
    }
    participations().push_back({.members = {place}, .badge = submission.badge});
    return participations().back();
  }

  // L20: whoever shows a mandate at the door.
  bool is_turned_away_at_the_door(std::size_t place) {
    const auto& submission = all()[place];
    if (submission.source != Source::attendance ||
        is_proxy_eligible(*submission.form, inputs_.counted.meeting.settings.is_listed)) {
      return false;
    }
    end(place, {Disposition::rejected, "vote.proxy_invalid", "L20"});
    return true;
  }

  void take(std::size_t place) {
    const auto met = met_by(place);
    if (met.empty()) {
      if (!is_turned_away_at_the_door(place)) participate(place);
      return;
    }
    const auto answer = answer_of_all(place, met);
    switch (answer) {
      case Answer::replace: return replace(place, met);
      case Answer::merge: return merge(place, participations()[met.front()]);
      case Answer::confirm: return confirm(place, participations()[met.front()]);
      case Answer::refuse: return refuse(place, participations()[met.front()]);
    }
  }

  Answer answer_of_all(std::size_t place, const std::vector<std::size_t>& met) {
    const auto& rules = inputs_.counted.meeting.settings;
    for (const auto each : met) {
      const auto answer = answer_to(all()[place], participations()[each], all(), rules);
      if (answer != Answer::replace) return met.size() == 1 ? answer : Answer::refuse;
    }
    return Answer::replace;
  }

  void replace(std::size_t place, const std::vector<std::size_t>& met) {
    if (is_turned_away_at_the_door(place)) return;
    for (const auto each : met) {
      auto& ended = participations()[each];
      ended.has_ended = true;
      release(each);
      if (ended.is_revoked) continue;
      const auto* rule = first_of(ended).is_carried() ? "L12" : "L34";
      for (const auto* all_of : {&ended.members, &ended.confirmed}) {
        for (const auto member : *all_of) end(member, {Disposition::superseded, "", rule, place});
      }
    }
    participate(place);
  }

  void release(std::size_t participation) {
    for (const auto member : participations()[participation].members) {
      const auto& form = *all()[member].form;
      for (const auto& holding : form.holdings) holders_.erase(key_of(form, holding));
    }
  }

  // L23: both count together.
  void merge(std::size_t place, Participation& other) {
    const auto first = other.members.front();
    other.members.push_back(place);
    merged_with_[place] = first;
  }

  // L22: the proxy came.
  void confirm(std::size_t place, Participation& other) {
    other.badge = all()[place].badge;
    other.confirmed.push_back(place);
    end(place, {Disposition::counted, "", "L22", other.members.front()});
  }

  // L34
  void refuse(std::size_t place, const Participation& other) {
    const bool is_same_mode = !other.is_revoked && mode_of(other, all()) == all()[place].mode();
    end(place, {Disposition::rejected, is_same_mode ? "vote.already_voted" : "vote.participation_mode_already_chosen",
                "L34", other.members.front()});
  }

  // L54
  void end_absent() {
    for (auto& participation : participations()) {
      if (!participation.takes_part() || !participation.badge.empty() || !leaves_all_to_a_named_proxy(participation)) {
        continue;
      }
      participation.has_ended = true;
      for (const auto member : participation.members) {
        end(member, {Disposition::invalidated, "vote.proxy_absent", "L54"});
      }
    }
  }

  bool leaves_all_to_a_named_proxy(const Participation& participation) {
    const auto voice = voice_of(participation, all());
    return !voted_on_.empty() && std::ranges::all_of(voted_on_, [&](std::size_t place) {
      return choice_on(voice, place).vote == Vote::named;
    });
  }

  void count_the_others() {
    for (const auto& participation : participations()) {
      if (!participation.takes_part()) continue;
      for (const auto member : participation.members) count(member);
    }
  }

  void count(std::size_t place) {
    const auto& submission = all()[place];
    Outcome outcome{submission.is_litigious() ? Disposition::counted_litigious : Disposition::counted};
    if (submission.is_carried()) outcome.rule = "L12";
    if (const auto first = merged_with_.find(place); first != merged_with_.end()) {
      outcome.rule = "L23";
      outcome.other = first->second;
    }
    end(place, std::move(outcome));
  }

  void settle_room() {
    std::set<std::string_view> present, seen;
    for (const auto& participation : participations()) {
      if (participation.takes_part() && !participation.badge.empty()) present.insert(participation.badge);
    }
    for (const auto& line : inputs_.counted.tables.room) {
      RoomOutcome outcome{.line = line.line, .is_counted = true, .reason = {}};
      if (!present.contains(line.badge)) {
        outcome = {line.line, false, "vote.not_entitled"};
      } else if (!seen.insert(line.badge).second) {
        outcome = {line.line, false, "vote.already_voted"};
      }
      result_.room.push_back(outcome);
    }
  }

  const CountInputs& inputs_;
  std::vector<std::size_t> voted_on_;  // places of the agenda
  Settlement result_;
  std::map<std::string, std::size_t> holders_;  // the participation of each holding; sorted, for others chose the keys
  std::map<std::size_t, std::size_t> merged_with_;
};

}  // namespace

Settlement settle(const CountInputs& inputs) { return Settling(inputs).run(); }

}  // namespace sceau::audit
