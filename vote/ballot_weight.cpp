// SPDX-License-Identifier: Apache-2.0
#include "vote/ballot_weight.h"

#include <algorithm>

namespace sceau {
namespace {

__extension__ using Wide = __int128;

// The votes of `part` of the shares of a holding.
std::int64_t votes_of_part(const Holding& held, std::int64_t part) {
  if (part >= held.shares) return held.votes;
  return static_cast<std::int64_t>(static_cast<Wide>(held.votes) * part / held.shares);
}

WeighedChoice weigh_vote(std::optional<Vote> vote, std::int64_t votes) {
  if (vote == Vote::in_favour) return {.in_favour = votes};
  if (vote == Vote::against) return {.against = votes};
  return {.abstain = votes};
}

template <typename Counts>
Weight sum_of(const Form& form, const Register& shares, Counts counts) {
  Weight weight;
  for (const auto& stated : form.holdings) {
    const auto* held = shares.holding(form.shareholder, stated.account, stated.isin);
    if (!held || !counts(*held)) continue;
    const auto part = std::min(stated.shares.value_or(0), held->shares);
    weight.shares += part;
    weight.votes += votes_of_part(*held, part);
  }
  return weight;
}

}  // namespace

Weight weight_of(const Form& form, const Register& shares, const Resolution& resolution) {
  return sum_of(form, shares, [&](const Holding& held) { return !is_deprived(held, resolution); });
}

Weight held_by(const Form& form, const Register& shares) {
  return sum_of(form, shares, [](const Holding&) { return true; });
}

bool is_suspended_on(const Form& form, const Register& shares, const Resolution& resolution) {
  bool has_any = false;
  for (const auto& stated : form.holdings) {
    const auto* held = shares.holding(form.shareholder, stated.account, stated.isin);
    if (held && !is_deprived(*held, resolution)) return false;
    has_any = has_any || held;
  }
  return has_any;
}

bool adds_up_to(const Split& split, std::int64_t votes) {
  return static_cast<Wide>(split.in_favour) + split.against + split.abstain == votes;
}

WeighedChoice weigh(const ResolutionChoice& choice, std::int64_t votes, Vote chair, std::optional<Vote> named) {
  if (choice.vote == Vote::chair) return weigh_vote(chair, votes);
  if (choice.vote == Vote::named) return weigh_vote(named, votes);
  if (choice.vote != Vote::split) return weigh_vote(choice.vote, votes);
  if (!adds_up_to(choice.split, votes)) return {.unusable = votes};
  return {.in_favour = choice.split.in_favour, .against = choice.split.against, .abstain = choice.split.abstain};
}

}  // namespace sceau
