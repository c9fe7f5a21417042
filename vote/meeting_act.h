// SPDX-License-Identifier: Apache-2.0
// What may still happen to a frozen meeting. Nothing frozen is ever edited: each act is an entry of the log, and the
// state of the meeting is what its acts, in their order, make of it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"
#include "vote/frozen_meeting.h"

namespace sceau {

struct Cancellation {
  bool operator==(const Cancellation&) const = default;
};
// The meeting will be held on another day as another meeting; this one takes no more ballots.
struct Postponement {
  std::string successor;  // id of that meeting
  bool operator==(const Postponement&) const = default;
};
struct Withdrawal {
  std::string label;  // of the resolution; its votes are not counted
  bool operator==(const Withdrawal&) const = default;
};
struct RegisterCorrection {
  Bytes register_hash;  // of the register that holds from now on
  bool operator==(const RegisterCorrection&) const = default;
};

struct MeetingAct {
  Instant at;
  std::string by;   // who ordered it
  std::string why;  // printed in the minutes
  std::variant<Cancellation, Postponement, Withdrawal, RegisterCorrection> what;
  bool operator==(const MeetingAct&) const = default;
};

struct MeetingState {
  bool is_cancelled = false;
  std::optional<std::string> successor = {};
  std::vector<std::string> withdrawn = {};  // labels
  Bytes register_hash = {};
  std::optional<Instant> last_act = {};
  bool operator==(const MeetingState&) const = default;
};

// The state after one more act. Errors: vote.meeting_cancelled (it was cancelled or postponed: nothing follows that),
// vote.agenda_irregular (no such resolution, or withdrawn already), vote.meeting_incomplete (nobody named, no reason
// given, no successor), time.malformed (before the act before it).
Result<MeetingState> apply(const MeetingAct& act, MeetingState state, const Meeting& meeting);

// Does the state let a ballot in? Error: vote.meeting_cancelled.
Status takes_ballots(const MeetingState& state);

// Canonical JSON for the log, and back. Errors: those of read_json, value.* (the first finding).
std::string write_act(const MeetingAct& act);
Result<MeetingAct> read_act(ByteView json);

}  // namespace sceau
