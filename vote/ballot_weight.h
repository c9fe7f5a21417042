// SPDX-License-Identifier: Apache-2.0
// What a form weighs. A ballot stores an instruction; the register of the record instant gives it its weight (L33).
#pragma once

#include <span>
#include <vector>

#include "vote/form.h"
#include "vote/register.h"

namespace sceau {

struct Weight {
  std::int64_t shares = 0;  // for the quorum
  std::int64_t votes = 0;   // for the majority
  bool operator==(const Weight&) const = default;
};

// A holding that the form names and the register has, and how many of its shares the form may vote with.
struct HeldPart {
  const Holding* holding;  // of the register, which must outlive it
  std::int64_t shares;
};
std::vector<HeldPart> held_parts(const Form& form, const Register& shares);

// Of the holdings that the form names, as the register has them, less those that may not vote on the resolution. A
// holding that is gone weighs nothing; one that shrank below what the form states weighs what is left; an intermediary
// that votes with a part has that part of the votes, rounded down.
Weight weight_of(std::span<const HeldPart> held, const Resolution& resolution);
Weight weight_of(const Form& form, const Register& shares, const Resolution& resolution);

// The same whatever may be voted on: what the shareholder takes part with, deprived shares included.
Weight held_by(std::span<const HeldPart> held);
Weight held_by(const Form& form, const Register& shares);

// None of the holdings may vote on it, though the register has them.
bool is_suspended_on(const Form& form, const Register& shares, const Resolution& resolution);

bool adds_up_to(const Split& split, std::int64_t votes);

// The votes of one form on one resolution.
struct WeighedChoice {
  std::int64_t in_favour = 0, against = 0, abstain = 0;
  std::int64_t unusable = 0;  // a split that no longer fits the holding: the bureau decides
  bool operator==(const WeighedChoice&) const = default;
};

// `chair` is how the chair votes what is left to him or her (L21), `named` how the named proxy voted; none: did not.
WeighedChoice weigh(const ResolutionChoice& choice, std::int64_t votes, Vote chair, std::optional<Vote> named);

}  // namespace sceau
