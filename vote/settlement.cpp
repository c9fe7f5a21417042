// SPDX-License-Identifier: Apache-2.0
#include "vote/settlement.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "vote/judge_submission.h"
#include "vote/replaced_submissions.h"

namespace sceau {
namespace {

using HoldingKey = std::tuple<std::string_view, std::string_view, std::string_view>;

// The order of the lines of a form says nothing.
bool have_same_holdings(const Form& one, const Form& other) {
  return one.shareholder == other.shareholder &&
         std::ranges::is_permutation(one.holdings, other.holdings, [](const FormHolding& a, const FormHolding& b) {
           return std::tie(a.account, a.isin, a.shares) == std::tie(b.account, b.isin, b.shares);
         });
}

enum class Conflict { replaces, merges, confirms, refused };

class Settler {
 public:
  Settler(Settlement& settlement, const CountInput& input) : settlement_(settlement), input_(input) {}

  void take(std::size_t index) {
    const auto others = claimants_of(index);
    if (submission(index).outcome) return keep_from_other_modes(index, others);
    if (others.empty()) return is_door_mandate_refused(index) ? refuse_proxy(index) : admit(index);
    switch (conflict_with(others, submission(index))) {
      case Conflict::replaces: return is_door_mandate_refused(index) ? refuse_proxy(index) : replace(others, index);
      case Conflict::merges: return merge(settlement_.participations[*others.begin()], index);
      case Conflict::confirms: return confirm(settlement_.participations[*others.begin()], index);
      case Conflict::refused: return refuse(settlement_.participations[*others.begin()], index);
    }
  }

 private:
  Submission& submission(std::size_t index) { return settlement_.submissions[index]; }

  static std::vector<HoldingKey> keys_of(const Form& form) {
    std::vector<HoldingKey> keys;
    for (const auto& holding : form.holdings) keys.emplace_back(form.shareholder, holding.account, holding.isin);
    return keys;
  }

  std::set<std::size_t> claimants_of(std::size_t index) {
    std::set<std::size_t> found;
    for (const auto& key : keys_of(*submission(index).form)) {
      if (const auto claim = claims_.find(key); claim != claims_.end()) found.insert(claim->second);
    }
    return found;
  }

  Conflict conflict_of(const Participation& earlier, const Submission& later) {
    const auto& first = submission(earlier.submission);
    if (!earlier.is_revoked && later.attendee() && later.form->proxy && names(earlier, later.form->proxy->holder)) {
      const bool is_same_badge = earlier.badge.empty() || earlier.badge == later.attendee()->badge;
      return is_same_badge ? Conflict::confirms : Conflict::refused;
    }
    if (first.is_carried && !later.is_carried && !later.attendee()) return Conflict::replaces;  // L12
    const auto channel = later.paper() ? Channel::paper : Channel::electronic;
    const auto decision =
        decide_mode(mode_of(earlier), later.mode(), channel, input_.meeting.meeting().articles.allow_mode_change);
    if (!decision) return Conflict::refused;
    if (*decision != ModeDecision::merge) return Conflict::replaces;
    return !earlier.mandate && have_same_holdings(*earlier.form, *later.form) ? Conflict::merges : Conflict::refused;
  }

  ParticipationMode mode_of(const Participation& earlier) {
    if (earlier.is_revoked) return ParticipationMode::revoked_proxy;
    return earlier.mandate ? ParticipationMode::proxy : submission(earlier.submission).mode();
  }

  // A submission replaces all that it meets, or else meets one alone.
  Conflict conflict_with(const std::set<std::size_t>& others, const Submission& later) {
    for (const auto other : others) {
      const auto conflict = conflict_of(settlement_.participations[other], later);
      if (conflict != Conflict::replaces) return others.size() == 1 ? conflict : Conflict::refused;
    }
    return Conflict::replaces;
  }

  bool names(const Participation& earlier, const Person& proxy) {
    if (submission(earlier.submission).names_proxy(proxy)) return true;
    return std::ranges::any_of(earlier.joined,
                               [&](std::size_t joined) { return submission(joined).names_proxy(proxy); });
  }

  // L20: a mandate shown at the door is judged here; one that a form gave already was judged with the form.
  bool is_door_mandate_refused(std::size_t index) {
    const auto& taken = submission(index);
    return taken.attendee() && !proxy_of_is_eligible(*taken.form, input_).empty();
  }

  void refuse_proxy(std::size_t index) {
    submission(index).outcome = Outcome{Disposition::rejected, Reason::vote_proxy_invalid, LegalRule::L20};
  }

  // L34: a revoked proxy leaves its mode chosen, unless somebody else of the same shares was there before it.
  void keep_from_other_modes(std::size_t index, const std::set<std::size_t>& others) {
    if (others.empty()) admit(index);
  }

  void admit(std::size_t index) {
    const auto& taken = submission(index);
    const auto place = settlement_.participations.size();
    settlement_.participations.push_back({.submission = index,
                                          .form = taken.form,
                                          .badge = taken.attendee() ? taken.attendee()->badge : "",
                                          .source = taken.source,
                                          .is_litigious = taken.is_litigious(),
                                          .is_revoked = taken.outcome.has_value()});
    for (const auto& key : keys_of(*taken.form)) claims_[key] = place;
  }

  // L34, where the articles allow the change; L12, where the earlier one was carried over.
  void replace(const std::set<std::size_t>& others, std::size_t index) {
    for (const auto other : others) {
      auto& earlier = settlement_.participations[other];
      const auto rule = submission(earlier.submission).is_carried ? LegalRule::L12 : LegalRule::L34;
      const Outcome ended = {
          .disposition = Disposition::superseded, .rule = rule, .other = submission(index).reference};
      if (!earlier.is_revoked) submission(earlier.submission).outcome = ended;
      for (const auto joined : earlier.joined) submission(joined).outcome = ended;
      for (const auto& key : keys_of(*earlier.form)) claims_.erase(key);
      earlier.form = nullptr;
    }
    admit(index);
  }

  // L23: the proxy is taken into account, subject to the votes expressed in the voting form.
  void merge(Participation& earlier, std::size_t index) {
    const auto* further = submission(index).form;
    if (submission(index).mode() == ParticipationMode::proxy) {
      earlier.mandate = further;
    } else {
      earlier.mandate = earlier.form;
      earlier.form = further;
    }
    join(earlier, index, LegalRule::L23);
  }

  // The named proxy of a form came to the meeting.
  void confirm(Participation& earlier, std::size_t index) {
    earlier.badge = submission(index).attendee()->badge;
    join(earlier, index, LegalRule::L22);
  }

  void join(Participation& earlier, std::size_t index, LegalRule rule) {
    earlier.joined.push_back(index);
    submission(index).outcome = Outcome{.rule = rule, .other = submission(earlier.submission).reference};
  }

  void refuse(const Participation& earlier, std::size_t index) {
    const auto& first = submission(earlier.submission);
    const bool is_same_mode = mode_of(earlier) == submission(index).mode();
    const auto reason = is_same_mode ? Reason::vote_already_voted : Reason::vote_mode_already_chosen;
    submission(index).outcome = Outcome{Disposition::rejected, reason, LegalRule::L34, first.reference};
  }

  Settlement& settlement_;
  const CountInput& input_;
  std::map<HoldingKey, std::size_t> claims_;
};

// Where nothing of the agenda is left to vote on, nothing was left to anybody.
bool leaves_all_to_named_proxy(const Participation& part, const CountInput& input) {
  bool leaves_something = false;
  for (const auto& resolution : input.meeting.meeting().agenda) {
    if (!is_voted_on(resolution, input.state)) continue;
    if (choice_of(part, resolution.label).vote != Vote::named) return false;
    leaves_something = true;
  }
  return leaves_something;
}

// L54: who is represented by somebody who did not come does not take part.
void end_mandates_of_the_absent(Settlement& settlement, const CountInput& input) {
  for (auto& part : settlement.participations) {
    if (!part.form || part.is_revoked || !part.badge.empty()) continue;
    if (!leaves_all_to_named_proxy(part, input)) continue;
    const Outcome ended = {Disposition::invalidated, Reason::vote_proxy_absent, LegalRule::L54};
    settlement.submissions[part.submission].outcome = ended;
    for (const auto joined : part.joined) settlement.submissions[joined].outcome = ended;
    part.form = nullptr;
  }
}

void count_what_is_left(Settlement& settlement) {
  std::erase_if(settlement.participations, [](const Participation& part) { return !part.form || part.is_revoked; });
  for (const auto& part : settlement.participations) {
    const auto what = part.is_litigious ? Disposition::counted_litigious : Disposition::counted;
    auto& submission = settlement.submissions[part.submission];
    submission.outcome = Outcome{.disposition = what};
    if (submission.is_carried) submission.outcome->rule = LegalRule::L12;
  }
}

// A badge votes once, and only if somebody who takes part holds it.
void take_room_votes(Settlement& settlement, const CountInput& input) {
  std::set<std::string_view> badges;
  for (const auto& part : settlement.participations) badges.insert(part.badge);
  std::vector<const RoomVotes*> lines;
  for (const auto& votes : input.room) lines.push_back(&votes);
  std::ranges::sort(lines, {}, &RoomVotes::line);
  for (const auto* line : lines) {
    const auto& votes = *line;
    Outcome outcome;
    if (votes.badge.empty() || !badges.contains(votes.badge)) {
      outcome = {.disposition = Disposition::rejected, .reason = Reason::vote_not_entitled};
    } else if (!settlement.votes_by_badge.emplace(votes.badge, &votes).second) {
      outcome = {.disposition = Disposition::rejected, .reason = Reason::vote_already_voted};
    }
    settlement.room.push_back({"room/" + std::to_string(votes.line), Source::room, {}, std::move(outcome)});
  }
}

}  // namespace

bool is_voted_on(const Resolution& resolution, const MeetingState& state) {
  return !resolution.is_information_only &&
         std::ranges::find(state.withdrawn, resolution.label) == state.withdrawn.end();
}

ResolutionChoice choice_of(const Participation& part, const std::string& label) {
  const auto& choices = part.form->choices;
  const auto expressed = std::ranges::find(choices, label, &ResolutionChoice::label);
  if (expressed != choices.end()) return *expressed;
  return choice_on(part.mandate ? *part.mandate : *part.form, label);
}

Settlement settle(std::vector<Submission> judged, const CountInput& input) {
  Settlement settlement{.submissions = std::move(judged)};
  end_what_was_replaced(settlement.submissions);
  Settler settler(settlement, input);
  for (std::size_t i = 0; i < settlement.submissions.size(); ++i) {
    const auto& outcome = settlement.submissions[i].outcome;
    if (!outcome || outcome->disposition == Disposition::revoked) settler.take(i);
  }
  end_mandates_of_the_absent(settlement, input);
  count_what_is_left(settlement);
  take_room_votes(settlement, input);
  return settlement;
}

}  // namespace sceau
