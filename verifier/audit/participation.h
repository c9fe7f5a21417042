// SPDX-License-Identifier: Apache-2.0
// Who takes part, and what the forms of a participation say (docs/counting.md, 4).
#pragma once

#include "verifier/audit/submissions.h"

namespace sceau::audit {

// Somebody who takes part, by one submission, or by a voting form and a proxy together.
struct Participation {
  std::vector<std::size_t> members;         // places of the submissions, the first one first
  std::vector<std::size_t> confirmed = {};  // lines of the attendance: the named proxy came
  std::string_view badge;                   // of whoever stands for it in the room
  bool is_revoked = false;  // a revoked mandate that keeps its shares from other modes, and counts nothing
  bool has_ended = false;

  bool takes_part() const { return !is_revoked && !has_ended; }
  bool is_merged() const { return members.size() > 1; }
};

// The forms of a participation: the one that speaks first, and the proxy that was merged with it.
struct Voice {
  const Form* form = nullptr;
  const Form* merged_proxy = nullptr;
  const std::optional<Proxy>& proxy() const;
};
Voice voice_of(const Participation& participation, const std::vector<Submission>& submissions);

// What it says on a resolution of the agenda by its place.
Choices::Said choice_on(const Voice& voice, std::size_t resolution);
// On those raised in the meeting.
Vote choice_on_raised(const Voice& voice);

// A voting form and a proxy together count as a proxy.
Mode mode_of(const Participation& participation, const std::vector<Submission>& submissions);

}  // namespace sceau::audit
