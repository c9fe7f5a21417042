// SPDX-License-Identifier: Apache-2.0
// What the bureau types in the room: who is there for which shares, resolutions raised in the meeting, and the votes.
#pragma once

#include "vote/count_input.h"

namespace sceau {

struct AttendanceReading {
  std::vector<Attendee> lines;
  Findings findings;  // vote.table_irregular, each with its line; with any of them the table must not be counted
};

// L54. One line for each holding. Needed: `badge` (of the person in the room), `capacity` (present, represented),
// `shareholder` (id in the register), `account`, `shares`; it may have isin, attestation, conflict (none, disclosed,
// confirmed; L27), and of a proxy proxy_surname, proxy_first_name, proxy_company, proxy_domicile, proxy_relation.
// Nobody is on two lines with one holding; of the lines of a badge those of a
// proxy name one proxy, the others one shareholder (whether the two are the same person is the count's to say:
// vote/check_tables.h). Errors: those of read_typed_table.
Result<AttendanceReading> read_attendance(ByteView csv);

struct NewResolutionsReading {
  std::vector<Resolution> resolutions;
  Findings findings;
};

// L24. Needed: `label` (not one of the agenda's), `kind` (ordinary, extraordinary, ...), `author` (board, shareholder,
// other), `approved` (yes: the board approves it, which decides how the chair votes, L21; no), `text`.
Result<NewResolutionsReading> read_new_resolutions(ByteView csv, const Meeting& meeting);

struct RoomVotesReading {
  std::vector<RoomVotes> lines;
  Findings findings;
};

// Needed: `badge`; then any of "vote:LABEL": for, against, abstain, a split "10/20/5", "null", or nothing, which is an
// abstention. A badge is there once.
Result<RoomVotesReading> read_room_votes(ByteView csv, const Meeting& meeting, std::span<const Resolution> raised);

struct RulingsReading {
  std::vector<Ruling> rulings;
  Findings findings;
};

// D9: what the bureau decided about litigious entries of the log. Needed: `entry` (its index), `admitted` (yes, no),
// `why` (a sentence for the minutes and the influence report). An entry is there once.
Result<RulingsReading> read_rulings(ByteView csv);

}  // namespace sceau
