// SPDX-License-Identifier: Apache-2.0
// The count of a meeting: a pure function of its input, in whole numbers only (L48). Same input, same bytes.
#pragma once

#include "vote/count_input.h"
#include "vote/disposition.h"
#include "vote/figures.h"
#include "vote/majority.h"
#include "vote/settlement.h"

namespace sceau {

enum class ResolutionStatus { voted, withdrawn, information_only };
inline constexpr std::array resolution_status_words = {
    Word<ResolutionStatus>{"voted", ResolutionStatus::voted},
    Word<ResolutionStatus>{"withdrawn", ResolutionStatus::withdrawn},
    Word<ResolutionStatus>{"information-only", ResolutionStatus::information_only}};

// In shares (L40, L44, L45).
struct QuorumTally {
  std::optional<Fraction> fraction = {};  // none: no quorum is needed
  std::int64_t base = 0, present = 0, required = 0;
  bool is_reached = false;
  bool operator==(const QuorumTally&) const = default;
};

// In votes. `is_adopted` needs the quorum too.
struct MajorityTally {
  Majority rule = Majority::simple;
  std::int64_t cast = 0, required = 0, obtained = 0;
  bool is_adopted = false;
  bool operator==(const MajorityTally&) const = default;
};

template <typename T>
using ByWay = std::array<T, cast_by_words.size()>;  // in the order of CastBy

struct ResolutionTally {
  std::string label;
  ResolutionKind kind = ResolutionKind::ordinary;
  ResolutionStatus status = ResolutionStatus::voted;
  bool is_new = false;  // L24: raised in the meeting
  // What follows is of use where it was voted on.
  ByWay<Figures> ways = {};
  Figures total = {};
  QuorumTally quorum = {};
  MajorityTally majority = {};
  bool operator==(const ResolutionTally&) const = default;
};

// L54: who takes part, and how. One participation is one shareholder with the holdings of one form or line.
struct Present {
  std::int64_t participations = 0, shares = 0, votes = 0;
  bool operator==(const Present&) const = default;
};

struct Tally {
  std::string meeting;  // id
  std::string program;
  Bytes agenda, shares;  // SHA-256 of agenda and register
  std::int64_t call = 1;
  RegisterTotals totals = {};
  ByWay<Present> present = {};
  Present all_present = {};
  std::vector<ResolutionTally> resolutions = {};  // the agenda in its order, then the new ones
  std::vector<InputDisposition> inputs = {};      // every input once, sorted by way and number
  bool operator==(const Tally&) const = default;
};

struct CountReport {
  Tally tally;
  Settlement settlement;  // points into the input
  Findings findings;      // of check_tally: with any of them the tally must not be published
};

// Errors: vote.meeting_cancelled; vote.register_irregular (more votes than canonical JSON can say); internal.crypto.
Result<CountReport> count(const CountInput& input);

// L54: present, represented (by the chair or a named proxy) or voting from afar: by whom a participation speaks on the
// agenda.
CastBy standing_of(const Participation& part, const CountInput& input, const Settlement& settlement);

// The same tally, the same bytes: canonical JSON. No name and no shareholder's id is in it.
std::string write_tally(const Tally& tally);

// What is voted on, with what became of it: the agenda, then the resolutions raised in the meeting.
struct VotedResolution {
  const Resolution* resolution;
  ResolutionStatus status;
  bool is_new;
};
std::vector<VotedResolution> resolutions_of(const CountInput& input);

}  // namespace sceau
