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
Weight sum_of(std::span<const HeldPart> held, Counts counts) {
  Weight weight;
  for (const auto& [holding, part] : held) {
    if (!counts(*holding)) continue;
    weight.shares += part;
    weight.votes += votes_of_part(*holding, part);
  }
  return weight;
}

}  // namespace

std::vector<HeldPart> held_parts(const Form& form, const Register& shares) {
  std::vector<HeldPart> held;
  for (const auto& stated : form.holdings) {
    const auto* holding = shares.holding(form.shareholder, stated.account, stated.isin);
    if (holding) held.push_back({holding, std::min(stated.shares.value_or(0), holding->shares)});
  }
  return held;
}

Weight weight_of(std::span<const HeldPart> held, const Resolution& resolution) {
  return sum_of(held, [&](const Holding& holding) { return !is_deprived(holding, resolution); });
}

Weight weight_of(const Form& form, const Register& shares, const Resolution& resolution) {
  return weight_of(held_parts(form, shares), resolution);
}

Weight held_by(std::span<const HeldPart> held) {
  return sum_of(held, [](const Holding&) { return true; });
}

Weight held_by(const Form& form, const Register& shares) { return held_by(held_parts(form, shares)); }

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
