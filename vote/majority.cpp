// SPDX-License-Identifier: Apache-2.0
#include "vote/majority.h"

namespace sceau {
namespace {

__extension__ using Wide = __int128;

std::optional<Fraction> first_or_later(std::int64_t call, Fraction first, std::optional<Fraction> later) {
  return call == 1 ? std::optional(first) : later;
}

}  // namespace

DecisionRule decision_rule(ResolutionKind kind, std::int64_t call, const Articles& articles) {
  switch (kind) {
    case ResolutionKind::ordinary: {
      const auto own = call == 1 ? articles.first_quorum : articles.second_quorum;
      return {own ? own : first_or_later(call, {1, 5}, std::nullopt), Majority::simple};
    }
    case ResolutionKind::reserves_increase: return {first_or_later(call, {1, 5}, std::nullopt), Majority::simple};
    case ResolutionKind::extraordinary: return {first_or_later(call, {1, 4}, Fraction{1, 5}), Majority::two_thirds};
    case ResolutionKind::special: return {first_or_later(call, {1, 3}, Fraction{1, 5}), Majority::two_thirds};
  }
  return {};
}

bool is_adopted(Majority majority, std::int64_t in_favour, std::int64_t against) {
  const Wide cast = static_cast<Wide>(in_favour) + against;
  if (cast == 0) return false;
  switch (majority) {
    case Majority::simple: return 2 * static_cast<Wide>(in_favour) > cast;
    case Majority::two_thirds: return 3 * static_cast<Wide>(in_favour) >= 2 * cast;
  }
  return false;
}

std::int64_t required_shares(const std::optional<Fraction>& quorum, std::int64_t base) {
  if (!quorum) return 0;
  const Wide product = static_cast<Wide>(base) * quorum->numerator;
  return static_cast<std::int64_t>((product + quorum->denominator - 1) / quorum->denominator);
}

bool is_reached(const std::optional<Fraction>& quorum, std::int64_t present, std::int64_t base) {
  return present >= required_shares(quorum, base);
}

std::int64_t required_votes(Majority majority, std::int64_t cast) {
  if (cast == 0) return 1;
  switch (majority) {
    case Majority::simple: return cast / 2 + 1;
    case Majority::two_thirds: return static_cast<std::int64_t>((2 * static_cast<Wide>(cast) + 2) / 3);
  }
  return 0;
}

Influence influence_of(const UncountedVotes& uncounted, const Count& count, const DecisionRule& rule) {
  const bool has_quorum = is_reached(rule.quorum, count.shares_present, count.quorum_base);
  const bool with_all = is_reached(rule.quorum, count.shares_present + uncounted.shares, count.quorum_base);
  const bool with_none = is_reached(rule.quorum, count.shares_present - uncounted.counted_shares, count.quorum_base);

  const bool is_carried = is_adopted(rule.majority, count.in_favour, count.against);
  const bool at_best = is_adopted(rule.majority, count.in_favour + uncounted.votes, count.against - uncounted.against);
  const bool at_worst =
      is_adopted(rule.majority, count.in_favour - uncounted.in_favour, count.against + uncounted.votes);
  return {.could_change_quorum = with_all != has_quorum || with_none != has_quorum,
          .could_change_result = at_best != is_carried || at_worst != is_carried};
}

}  // namespace sceau
