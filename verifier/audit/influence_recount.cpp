// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/influence_recount.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace sceau::audit {
namespace {

using HoldingKey = std::tuple<std::string_view, std::string_view, std::string_view>;  // shareholder, account, ISIN

constexpr std::array contested = {Disposition::counted_litigious, Disposition::excluded_litigious,
                                  Disposition::invalidated, Disposition::late, Disposition::rejected};

// No figure is more than canonical JSON can say.
std::int64_t bounded(Wide number) {
  constexpr std::int64_t most = (std::int64_t{1} << 53) - 1;
  return number > most ? most : static_cast<std::int64_t>(number);
}

// Holdings, each once, with the largest part of it that anybody stated.
class StatedParts {
 public:
  explicit StatedParts(const CountedMeeting& counted) : counted_(counted) {}

  void add(const Submission& submission) {
    if (submission.form != nullptr) {
      for (const auto& holding : submission.form->holdings) {
        add({submission.form->shareholder, holding.account, holding.isin}, holding.shares);
      }
      return;
    }
    if (submission.shareholder.empty()) {
      ++of_unknown_weight_;
      return;
    }
    const auto& shares = counted_.registers.last;
    const auto* shareholder = shares.shareholder(submission.shareholder);
    if (shareholder == nullptr) return;  // sold everything before the record instant
    for (const auto& holding : shares.holdings_of(*shareholder)) {
      add({shareholder->id, holding.account, shares.isin_of(holding)}, holding.shares);
    }
  }

  bool contains(const HoldingKey& key) const { return parts_.contains(key); }
  std::int64_t of_unknown_weight() const { return of_unknown_weight_; }

  Weight weight() const {
    Wide shares = 0, votes = 0;
    for (const auto& [key, part] : parts_) {
      const auto weight = weight_of(key, part);
      shares += weight.shares;
      votes += weight.votes;
    }
    return {bounded(shares), bounded(votes)};
  }

 private:
  void add(const HoldingKey& key, std::int64_t stated) {
    auto& part = parts_[key];
    part = std::max(part, stated);
  }

  // Deprived or not. What the register does not have, or has without shares, weighs what is stated.
  Weight weight_of(const HoldingKey& key, std::int64_t stated) const {
    const auto* holding = counted_.registers.last.holding(std::get<0>(key), std::get<1>(key), std::get<2>(key));
    if (holding != nullptr && holding->shares > 0) return weight_of_part(*holding, stated);
    const int votes_a_share = counted_.meeting.settings.knows_double_votes ? 2 : 1;
    return {stated, bounded(Wide{stated} * votes_a_share)};
  }

  const CountedMeeting& counted_;
  std::map<HoldingKey, std::int64_t> parts_;
  std::int64_t of_unknown_weight_ = 0;
};

class Influence {
 public:
  explicit Influence(const Recount& recount) : recount_(recount), not_counted_(recount.inputs().counted) {
    for (const auto& submission : recount.settlement().submissions) {
      const auto disposition = submission.outcome.disposition;
      if (disposition == Disposition::counted_litigious || !is_contested(disposition)) continue;
      not_counted_.add(submission);
    }
    for (const auto& participation : recount.settlement().participations) {
      is_litigious_.push_back(participation.takes_part() && is_any_litigious(participation));
      is_disputed_.push_back(participation.takes_part() && (is_litigious_.back() || holds_uncounted(participation)));
    }
  }

  InfluenceRecount run() const {
    InfluenceRecount influence;
    for (const auto disposition : contested) add_class(disposition, influence);
    const auto weight = not_counted_.weight();
    for (const auto& result : recount_.results()) {
      if (result.is_voted()) influence.resolutions.push_back(influence_on(result, weight));
    }
    return influence;
  }

 private:
  static bool is_contested(Disposition disposition) { return std::ranges::count(contested, disposition) != 0; }

  bool is_any_litigious(const Participation& participation) const {
    return std::ranges::any_of(participation.members, [&](std::size_t member) {
      return recount_.settlement().submissions[member].is_litigious();
    });
  }

  bool holds_uncounted(const Participation& participation) const {
    return std::ranges::any_of(participation.members, [&](std::size_t member) {
      const auto& form = *recount_.settlement().submissions[member].form;
      return std::ranges::any_of(form.holdings, [&](const StatedHolding& holding) {
        return not_counted_.contains({form.shareholder, holding.account, holding.isin});
      });
    });
  }

  void add_class(Disposition disposition, InfluenceRecount& influence) const {
    StatedParts parts(recount_.inputs().counted);
    ContestedClass found{.disposition = disposition, .weight = {}};
    for (const auto& submission : recount_.settlement().submissions) {
      if (submission.outcome.disposition != disposition) continue;
      ++found.inputs;
      parts.add(submission);
    }
    if (found.inputs == 0) return;
    found.of_unknown_weight = parts.of_unknown_weight();
    found.weight = parts.weight();
    influence.classes.push_back(found);
  }

  void add_disputed(const ResolutionResult& result, ResolutionInfluence& influence) const {
    for (std::size_t i = 0; i < is_disputed_.size(); ++i) {
      if (!is_disputed_[i]) continue;
      const auto given = recount_.contribution(i, result.place);
      if (!given) continue;
      influence.disputed_for += given->figures.for_it;
      influence.disputed_against += given->figures.against;
      if (is_litigious_[i]) influence.disputed_shares += given->figures.shares_present;
    }
  }

  bool could_quorum_change(const ResolutionInfluence& influence) const {
    const auto& quorum = influence.result->quorum;
    if (!quorum.fraction) return false;
    if (not_counted_.of_unknown_weight() > 0) return true;
    const bool is_reached = quorum.is_reached_with(quorum.present);
    return quorum.is_reached_with(quorum.present + influence.not_counted.shares) != is_reached ||
           quorum.is_reached_with(quorum.present - influence.disputed_shares) != is_reached;
  }

  bool may_majority_turn(const ResolutionInfluence& influence) const {
    if (not_counted_.of_unknown_weight() > 0) return true;
    const auto& [rule, total] = std::tie(influence.result->majority, influence.result->total);
    const auto majority = [&](std::int64_t votes_for, std::int64_t votes_against) {
      return has_majority(rule, votes_for, votes_for + votes_against);
    };
    const bool is_there = majority(total.for_it, total.against);
    const auto more = influence.not_counted.votes;
    return majority(total.for_it + more, total.against - influence.disputed_against) != is_there ||
           majority(total.for_it - influence.disputed_for, total.against + more) != is_there;
  }

  ResolutionInfluence influence_on(const ResolutionResult& result, Weight not_counted) const {
    ResolutionInfluence influence{.result = &result, .not_counted = not_counted};
    influence.not_counted.votes = bounded(Wide{not_counted.votes} + result.total.unusable);
    add_disputed(result, influence);
    const auto cast = result.total.votes_cast();
    influence.margin_votes = result.total.for_it - votes_required(result.majority, cast);
    influence.margin_shares = result.quorum.present - result.quorum.required;
    influence.could_quorum_change = could_quorum_change(influence);
    const bool may_turn = may_majority_turn(influence);
    const bool has_it = has_majority(result.majority, result.total.for_it, cast);
    influence.could_result_change =
        result.is_adopted() ? influence.could_quorum_change || may_turn
                            : (result.is_quorum_reached() || influence.could_quorum_change) && (has_it || may_turn);
    return influence;
  }

  const Recount& recount_;
  StatedParts not_counted_;
  std::vector<bool> is_litigious_, is_disputed_;
};

}  // namespace

InfluenceRecount recount_influence(const Recount& recount) { return Influence(recount).run(); }

}  // namespace sceau::audit
