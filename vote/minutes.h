// SPDX-License-Identifier: Apache-2.0
// The minutes of a meeting (art. R. 225-106 and R. 225-107 C. com., L56): date, place, convening, agenda, bureau,
// shares taking part and quorum, documents, debates, resolutions and results by way of voting (L57), forms not taken
// into account and why (L58), and whether these could have changed a decision (L47). In French.
#pragma once

#include <span>

#include "vote/closed_log.h"
#include "vote/influence.h"
#include "vote/meeting_act.h"
#include "vote/printed_frame.h"
#include "vote/tally.h"

namespace sceau {

struct MinutesInput {
  PrintedMeeting printed;
  const Tally& tally;
  const InfluenceReport& influence;
  const ClosedLog& log;
  std::span<const Resolution> raised = {};  // in the meeting (L24)
  std::span<const MeetingAct> acts = {};    // after the meeting was frozen
  std::span<const Ruling> rulings = {};     // of the bureau on litigious forms
};

// With tally.json and influence.json attached, and a signature field for each member of the bureau. The same input, the
// same document. Precondition: the tally is that of the meeting.
PageDocument minutes(const MinutesInput& input);

// The agenda, then each act: what it did to it or to the meeting, who ordered it, and why.
std::vector<PageBlock> agenda_blocks(const Meeting& meeting, std::span<const MeetingAct> acts);

// The part about one resolution: its text, its author, the figures, and what was decided.
std::vector<PageBlock> resolution_blocks(const Resolution& resolution, const ResolutionTally& tally);

// L58: forms that were not taken into account, by what became of them and why.
std::vector<PageBlock> refused_forms_blocks(const Tally& tally);

// D9: what the bureau decided about each form that the clock left in doubt, and why. Nothing where it decided nothing.
std::vector<PageBlock> ruling_blocks(std::span<const Ruling> rulings);

// L47: what these forms weigh, and a verdict for each resolution.
std::vector<PageBlock> influence_blocks(const InfluenceReport& influence);

}  // namespace sceau
