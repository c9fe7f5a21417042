// SPDX-License-Identifier: Apache-2.0
// The inputs of a count side by side, in the order in which they were expressed, each judged by itself.
#pragma once

#include <variant>
#include <vector>

#include "vote/count_input.h"
#include "vote/disposition.h"
#include "vote/participation.h"

namespace sceau {

using SubmissionOrigin = std::variant<const LoggedForm*, const PaperForm*, const Attendee*>;

// Points into the input.
struct Submission {
  SubmissionOrigin origin;
  std::string reference;
  Source source = Source::electronic;
  bool is_carried = false;  // L12: from the first convocation
  Instant at{};
  const Form* form = nullptr;  // null: there is none
  std::optional<Outcome> outcome = {};

  const LoggedForm* logged() const;       // null where it is something else
  const PaperForm* paper() const;         // null where it is something else
  const Attendee* attendee() const;       // null where it is something else
  ParticipationMode mode() const;         // precondition: form
  bool is_litigious() const;              // D9
  bool names_proxy(const Person&) const;  // gives a mandate to that person
};

// Carried-over forms first, then by the instant of reception, the room last; the order of the input says nothing. Every
// one that a rule of its own stands against has its outcome; the others have none yet.
std::vector<Submission> judge_submissions(const CountInput& input);

}  // namespace sceau
