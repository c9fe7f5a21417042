// SPDX-License-Identifier: Apache-2.0
#include "vote/settlement.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "vote/check_form.h"

namespace sceau {
namespace {

using HoldingKey = std::tuple<std::string_view, std::string_view, std::string_view>;

// L22, L34: what an entry of the log says it takes the place of has ended, unless that entry itself does not stand.
void end_what_was_replaced(std::vector<Submission>& submissions) {
  std::map<std::string_view, std::size_t> by_ballot;
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    const auto* logged = submissions[i].logged();
    if (logged && !logged->facts.ballot.empty()) by_ballot.emplace(logged->facts.ballot, i);
  }
  for (const auto& later : submissions) {
    const auto* logged = later.logged();
    const bool stands = !later.outcome || later.outcome->disposition == Disposition::applied ||
                        later.outcome->disposition == Disposition::superseded;
    if (!logged || logged->facts.supersedes.empty() || !stands) continue;
    const auto found = by_ballot.find(logged->facts.supersedes);
    if (found == by_ballot.end() || submissions[found->second].outcome) continue;
    const bool is_revocation = logged->facts.kind == DecisionKind::revocation;
    submissions[found->second].outcome =
        Outcome{.disposition = is_revocation ? Disposition::revoked : Disposition::superseded,
                .rule = is_revocation ? LegalRule::L22 : LegalRule::L34,
                .other = later.reference};
  }
}

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
    if (others.empty()) return admit_or_reject(index);
    auto conflict = Conflict::replaces;
    for (const auto other : others) {
      const auto with_other = conflict_of(settlement_.participations[other], submission(index));
      const bool is_shared = others.size() > 1 && with_other != Conflict::replaces;
      conflict = is_shared || conflict == Conflict::refused ? Conflict::refused : with_other;
    }
    switch (conflict) {
      case Conflict::replaces: return replace(others, index);
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
    if (later.attendee() && later.form->proxy && names(earlier, later.form->proxy->holder)) {
      const bool is_same_badge = earlier.badge.empty() || earlier.badge == later.attendee()->badge;
      return is_same_badge ? Conflict::confirms : Conflict::refused;
    }
    if (first.is_carried && !later.is_carried && !later.attendee()) return Conflict::replaces;  // L12
    const auto channel = later.paper() ? Channel::paper : Channel::electronic;
    const auto chosen = earlier.mandate ? ParticipationMode::proxy : first.mode();
    const auto decision =
        decide_mode(chosen, later.mode(), channel, input_.meeting.meeting().articles.allow_mode_change);
    if (!decision) return Conflict::refused;
    if (*decision != ModeDecision::merge) return Conflict::replaces;
    return !earlier.mandate && have_same_holdings(*earlier.form, *later.form) ? Conflict::merges : Conflict::refused;
  }

  bool names(const Participation& earlier, const Person& proxy) {
    if (submission(earlier.submission).names_proxy(proxy)) return true;
    return std::ranges::any_of(earlier.joined,
                               [&](std::size_t joined) { return submission(joined).names_proxy(proxy); });
  }

  // L20: a mandate shown at the door is judged here; one that a form gave already was judged with the form.
  void admit_or_reject(std::size_t index) {
    const auto& taken = submission(index);
    if (!taken.attendee() || proxy_is_eligible(*taken.form, input_.meeting.meeting().issuer).empty()) {
      return admit(index);
    }
    submission(index).outcome = Outcome{Disposition::rejected, Reason::vote_proxy_invalid, LegalRule::L20};
  }

  void admit(std::size_t index) {
    const auto& taken = submission(index);
    const auto place = settlement_.participations.size();
    settlement_.participations.push_back({.submission = index,
                                          .form = taken.form,
                                          .badge = taken.attendee() ? taken.attendee()->badge : "",
                                          .source = taken.source,
                                          .is_litigious = taken.is_litigious()});
    for (const auto& key : keys_of(*taken.form)) claims_[key] = place;
  }

  // L34, where the articles allow the change; L12, where the earlier one was carried over.
  void replace(const std::set<std::size_t>& others, std::size_t index) {
    for (const auto other : others) {
      auto& earlier = settlement_.participations[other];
      const auto rule = submission(earlier.submission).is_carried ? LegalRule::L12 : LegalRule::L34;
      const Outcome ended = {
          .disposition = Disposition::superseded, .rule = rule, .other = submission(index).reference};
      submission(earlier.submission).outcome = ended;
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
    const auto reason =
        first.mode() == submission(index).mode() ? Reason::vote_already_voted : Reason::vote_mode_already_chosen;
    submission(index).outcome = Outcome{Disposition::rejected, reason, LegalRule::L34, first.reference};
  }

  Settlement& settlement_;
  const CountInput& input_;
  std::map<HoldingKey, std::size_t> claims_;
};

bool leaves_all_to(const Form& form, const Form* mandate, const Meeting& meeting) {
  const auto& giver = mandate ? *mandate : form;
  return std::ranges::all_of(meeting.agenda, [&](const Resolution& resolution) {
    if (resolution.is_information_only) return true;
    const auto expressed = std::ranges::find(form.choices, resolution.label, &ResolutionChoice::label);
    const auto choice = expressed != form.choices.end() ? *expressed : choice_on(giver, resolution.label);
    return choice.vote == Vote::named;
  });
}

// L54: who is represented by somebody who did not come does not take part.
void end_mandates_of_the_absent(Settlement& settlement, const Meeting& meeting) {
  for (auto& part : settlement.participations) {
    if (!part.form || !part.badge.empty() || !leaves_all_to(*part.form, part.mandate, meeting)) continue;
    const Outcome ended = {Disposition::invalidated, Reason::vote_proxy_absent, LegalRule::L54};
    settlement.submissions[part.submission].outcome = ended;
    for (const auto joined : part.joined) settlement.submissions[joined].outcome = ended;
    part.form = nullptr;
  }
}

void count_what_is_left(Settlement& settlement) {
  std::erase_if(settlement.participations, [](const Participation& part) { return !part.form; });
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

Settlement settle(std::vector<Submission> judged, const CountInput& input) {
  Settlement settlement{.submissions = std::move(judged)};
  end_what_was_replaced(settlement.submissions);
  Settler settler(settlement, input);
  for (std::size_t i = 0; i < settlement.submissions.size(); ++i) {
    if (!settlement.submissions[i].outcome) settler.take(i);
  }
  end_mandates_of_the_absent(settlement, input.meeting.meeting());
  count_what_is_left(settlement);
  take_room_votes(settlement, input);
  return settlement;
}

}  // namespace sceau
