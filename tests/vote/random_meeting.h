// SPDX-License-Identifier: Apache-2.0
// Meetings by chance, for rapidcheck: few shareholders and a short agenda, so that forms meet each other and results
// are close.
#pragma once

#include <memory>

#include "tests/vote/count_case.h"

namespace sceau {

// Inputs of a count as values, forms of an earlier meeting among them. Whatever the generator draws is a legal input:
// no resolution, shareholder or ballot id stands there twice.
std::unique_ptr<CountCase> random_meeting();

// A meeting whose inputs are a log, an urn and typed tables. Forms of an earlier meeting are in a vote of their own.
struct RandomVote {
  std::unique_ptr<CountCase> meeting;
  std::unique_ptr<CountCase> carried;  // null: there is no earlier meeting
};
RandomVote random_vote();

}  // namespace sceau
