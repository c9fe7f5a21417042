// SPDX-License-Identifier: Apache-2.0
// Quorum and majority, in whole numbers only (L40 to L48).
#pragma once

#include <cstdint>
#include <optional>

#include "vote/meeting.h"
#include "vote/resolution.h"

namespace sceau {

enum class Majority { simple, two_thirds };

struct DecisionRule {
  std::optional<Fraction> quorum;  // of the shares with voting rights; none: no quorum is needed
  Majority majority = Majority::simple;
  bool operator==(const DecisionRule&) const = default;
};

// L40 ordinary, L41 extraordinary, L42 special, L43 increase out of reserves; `call` counts from 1. The articles of an
// unlisted company may set a higher quorum for ordinary decisions.
DecisionRule decision_rule(ResolutionKind kind, std::int64_t call, const Articles& articles);

// L40, L41: more than half; two thirds or more; of the votes cast, which abstentions are not (L5, L46). Nothing cast is
// a rejection, and so is a tie. Precondition: neither number is negative.
bool is_adopted(Majority majority, std::int64_t in_favour, std::int64_t against);

// The smallest number of shares that reaches the quorum; 0 where none is needed. Precondition: base >= 0.
std::int64_t required_shares(const std::optional<Fraction>& quorum, std::int64_t base);
bool is_reached(const std::optional<Fraction>& quorum, std::int64_t present, std::int64_t base);

// The smallest number of votes in favour that adopts, of so many cast; above `cast` only where that is 0.
std::int64_t required_votes(Majority majority, std::int64_t cast);

// L47: could forms that were late, refused, disputed or invalidated have changed the sense of a decision?
struct UncountedVotes {
  std::int64_t shares = 0;     // they would have added to the quorum
  std::int64_t votes = 0;      // not counted: could have gone either way
  std::int64_t in_favour = 0;  // counted, though disputed: might fall away
  std::int64_t against = 0;
  std::int64_t counted_shares = 0;  // of the disputed ones that were counted
  bool operator==(const UncountedVotes&) const = default;
};

struct Influence {
  bool could_change_quorum = false;
  bool could_change_result = false;
  bool operator==(const Influence&) const = default;
};

struct Count {
  std::int64_t in_favour = 0, against = 0;
  std::int64_t shares_present = 0, quorum_base = 0;
};

Influence influence_of(const UncountedVotes& uncounted, const Count& count, const DecisionRule& rule);

}  // namespace sceau
