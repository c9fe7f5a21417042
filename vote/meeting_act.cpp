// SPDX-License-Identifier: Apache-2.0
#include "vote/meeting_act.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/text_encoding.h"
#include "vote/plain_line.h"

namespace sceau {
namespace {

Error incomplete(std::string what) { return {Reason::vote_meeting_incomplete, std::move(what)}; }

struct Applier {
  MeetingState& state;
  const Meeting& meeting;

  Status operator()(const Cancellation&) const {
    state.is_cancelled = true;
    return Done{};
  }

  Status operator()(const Postponement& act) const {
    if (!is_meeting_id(act.successor) || act.successor == meeting.id)
      return incomplete("the meeting that takes its place");
    state.successor = act.successor;
    return Done{};
  }

  Status operator()(const Withdrawal& act) const {
    const auto found = std::ranges::find(meeting.agenda, act.label, &Resolution::label);
    if (found == meeting.agenda.end()) {
      return Error{Reason::vote_agenda_irregular, fmt::format("there is no resolution '{}'", printable(act.label))};
    }
    if (std::ranges::find(state.withdrawn, act.label) != state.withdrawn.end()) {
      return Error{Reason::vote_agenda_irregular, fmt::format("resolution '{}' is withdrawn already", act.label)};
    }
    state.withdrawn.push_back(act.label);
    return Done{};
  }

  Status operator()(const RegisterCorrection& act) const {
    if (act.register_hash.size() != 32) return incomplete("the hash of the corrected register");
    state.register_hash = act.register_hash;
    return Done{};
  }
};

}  // namespace

Status takes_ballots(const MeetingState& state) {
  if (state.is_cancelled) return Error{Reason::vote_meeting_cancelled, "the meeting was cancelled"};
  if (state.successor)
    return Error{Reason::vote_meeting_cancelled, "the meeting was postponed: see " + *state.successor};
  return Done{};
}

Result<MeetingState> apply(const MeetingAct& act, MeetingState state, const Meeting& meeting) {
  if (const auto open = takes_ballots(state); !open) return open.error();
  if (act.by.empty() || act.why.empty()) return incomplete("who ordered it, and why");
  if (!is_plain_line(act.by) || !is_plain_line(act.why)) return incomplete("who and why are plain lines of text");
  if (state.last_act && act.at < *state.last_act) {
    return Error{Reason::time_malformed, "the act is older than the one before it"};
  }
  if (const auto done = std::visit(Applier{state, meeting}, act.what); !done) return done.error();
  state.last_act = act.at;
  return state;
}

}  // namespace sceau
