// SPDX-License-Identifier: Apache-2.0
// What more than one command reads of a meeting's folder: the meeting, its register, the store of its ballots.
#pragma once

#include <memory>

#include "cli/meeting_folder.h"
#include "vote/ballot_store.h"
#include "vote/register.h"

namespace sceau {

// The meeting that a register is read for: its agenda names what a holding may be deprived of. Errors: those of
// read_meeting and its first finding, file.*.
Result<Meeting> readable_meeting(const MeetingFolder& folder);

// A table of the register that has no irregular line. Errors: those of read_register, its first finding, file.*.
Result<Register> register_in(const Path& file, const Meeting& meeting);

// What `vote register` kept. Errors: those of readable_meeting and register_in.
Result<Register> kept_register(const MeetingFolder& folder);

// Made, with its folder (mode 0700), where there is none; a running server may have it open too. Errors: file.*,
// vote.store_not_usable.
Result<std::unique_ptr<BallotStore>> open_ballots(const MeetingFolder& folder);

}  // namespace sceau
