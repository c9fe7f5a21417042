// SPDX-License-Identifier: Apache-2.0
// The influence report (L47): could the forms that were late, refused, disputed or invalidated have changed the sense
// of a decision, had they been treated otherwise? Every bound is taken on the careful side: "cannot change" is a proof
// by arithmetic, "could change" is none of the contrary.
#pragma once

#include "vote/ballot_weight.h"
#include "vote/tally.h"

namespace sceau {

// What lies in the inputs of one disposition, as the register has it. Shares that the register no longer has count as
// the form states them, with double votes where the articles know any. A holding counts once in a class.
struct ContestedClass {
  Disposition disposition = Disposition::rejected;
  std::int64_t inputs = 0;
  std::int64_t shares = 0, votes = 0;
  std::int64_t unknown = 0;  // inputs whose shareholder is not known: nothing can be said of their weight
  bool operator==(const ContestedClass&) const = default;
};

struct ResolutionInfluence {
  std::string label;
  UncountedVotes uncounted = {};     // all classes together, each holding once
  std::int64_t margin_votes = 0;     // obtained less required; negative: so many were missing
  std::int64_t margin_shares = 0;    // of the quorum, likewise
  bool could_change_quorum = false;  // reached or not
  bool could_change = false;         // adopted or not
  bool operator==(const ResolutionInfluence&) const = default;
};

struct InfluenceReport {
  std::string meeting;
  std::vector<ContestedClass> classes = {};           // those that have inputs, in the order of Disposition
  std::vector<ResolutionInfluence> resolutions = {};  // those that were voted on
  bool operator==(const InfluenceReport&) const = default;
};

InfluenceReport influence_report(const CountReport& counted, const CountInput& input);

// Is it one of those that the report weighs?
bool is_contested(Disposition disposition);
// What one of them weighs; nothing where its shareholder is not known.
std::optional<Weight> contested_weight(const Submission& submission, const CountInput& input);

// One sentence for the minutes: the verdict with its figures.
std::string in_words(const ResolutionInfluence& influence, Language language);

// Canonical JSON: the same report, the same bytes.
std::string write_influence(const InfluenceReport& report);

}  // namespace sceau
