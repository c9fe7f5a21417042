// SPDX-License-Identifier: Apache-2.0
// Everything the count is made from, as values: the log's entries about forms with what the urn held, paper, the room.
// The same input, the same tally. Nothing here was judged yet, save what the log says was refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vote/decision_facts.h"
#include "vote/form.h"
#include "vote/frozen_meeting.h"
#include "vote/meeting_act.h"
#include "vote/proxy.h"
#include "vote/register.h"

namespace sceau {

// An entry of the log about a submission. `form` is what was sealed, opened: none for a refusal or a revocation, and
// for a ballot whose envelope holds no form.
struct LoggedForm {
  std::int64_t index = 0;  // in its log
  Bytes leaf;              // leaf_data() of the entry
  DecisionFacts facts;
  std::optional<Form> form = {};
  std::optional<Instant> identified_at = {};  // from the identification evidence
  std::string shareholder = {};               // id, where there is no form and the keyed tag is known
};

// A form on paper. When it arrived is typed and signed by an operator (D18).
struct PaperForm {
  std::string number;  // stamped on the form
  Instant arrived_at{};
  std::string irregular = {};  // L10: what is missing on it, in words; empty: nothing
  Form form = {};
};

// A line of the attendance: somebody is there for these shares, either their holder or the holder's proxy. `form` says
// whose shares and who the proxy is, and has no choices.
struct Attendee {
  std::int64_t line = 0;
  std::string badge;  // of the person in the room; one person may hold several
  Form form = {};
  ConflictOfInterest conflict = ConflictOfInterest::none;  // L27, of a proxy
};

// How a badge voted: for everything the badge stands for.
struct RoomVotes {
  std::int64_t line = 0;
  std::string badge;
  std::vector<ResolutionChoice> choices = {};  // in_favour, against, abstain, split, or none: null
};

// What the bureau decided about an entry that came so near the close that a doubtful clock could not tell (D9).
struct Ruling {
  std::int64_t index = 0;
  bool is_admitted = false;
  std::string why = {};  // printed in the minutes and in the influence report
};

// L22: another meeting whose mandates may hold here too: the ordinary one beside the extraordinary one.
struct OtherMeeting {
  std::string id;
  ProxyMeeting meeting;
};

// The members named first must outlive the input.
struct CountInput {
  const FrozenMeeting& meeting;
  const MeetingState& state;
  const Register& shares;  // at the record instant (L33, L35)
  std::string program = {};
  std::vector<LoggedForm> electronic = {};
  std::vector<PaperForm> paper = {};
  std::vector<LoggedForm> carried = {};  // L12, L22: of the first convocation, or of another meeting
  std::vector<PaperForm> carried_paper = {};
  std::vector<Attendee> attendance = {};
  std::vector<RoomVotes> room = {};
  std::vector<Resolution> new_resolutions = {};  // L24: raised in the meeting
  std::vector<Ruling> rulings = {};              // without one, a litigious entry is counted
  std::vector<OtherMeeting> other_meetings = {};
};

}  // namespace sceau
