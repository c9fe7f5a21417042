// SPDX-License-Identifier: Apache-2.0
// What a count reads and leaves in the folder of a meeting.
#pragma once

#include "cli/opened_meeting.h"
#include "vote/count_meeting.h"
#include "vote/count_record.h"

namespace sceau {

// The tables that were typed so far. Errors: vote.table_irregular (a table without its statement), file.*.
Result<TypedTables> typed_tables(const MeetingFolder& folder);

// Everybody behind the tags of the log. Errors: those of recorded_registers.
Result<VoterBook> voters_of(const OpenedMeeting& meeting);

// Where a count leaves what it has made; nobody else may look into it. Error: file.not_writable.
Status make_count_folder(const MeetingFolder& folder);

// Opened documents on the disk, under the storage key: nobody who has the disk alone reads a form. `begin` empties the
// folder of what an earlier count left. Errors: file.*, encryption.altered.
Status begin_packs(const MeetingFolder& folder);
PackSink pack_sink(const OpenedMeeting& meeting);
Status read_packs(const OpenedMeeting& meeting,
                  const std::function<Status(const std::string& name, ByteView pack)>& visit);

// The bundle of another meeting that the count takes forms from, where there is one. Errors: those of read_carried.
Result<std::optional<CarriedMeeting>> carried_meeting(const OpenedMeeting& meeting);

// The newest entry of a type behind the close of the vote; nothing where there is none. Errors: of the store.
Result<std::optional<LogEntry>> last_entry(const OpenedMeeting& meeting, EntryType type);

// What the log says of the count that stands. Error: vote.not_counted, those of the store.
Result<TallyRecord> last_tally(const OpenedMeeting& meeting);

// Counts again from what the last count left; the same tally, octet for octet. Errors: vote.not_counted,
// vote.count_inconsistent (something has changed since: count again), those of the parts.
Result<std::unique_ptr<CountedMeeting>> count_again(const OpenedMeeting& meeting);

// "sceau 0.1.0": as the tally names what counted it.
std::string counting_program();

// A demonstration's certificates say so, and then every paper of the meeting does.
bool is_demo(const SigningIdentity& seal);

}  // namespace sceau
