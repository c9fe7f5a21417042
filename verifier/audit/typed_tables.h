// SPDX-License-Identifier: Apache-2.0
// What people of the company and the bureau typed: forms on paper, who was in the room, what was raised and voted
// there, and what the bureau ruled.
#pragma once

#include "verifier/audit/check_meeting.h"
#include "verifier/audit/form.h"
#include "verifier/audit/shares_register.h"

namespace sceau::audit {

struct PaperForm {
  std::string number;
  Instant arrived{};
  std::string irregular;  // what is missing on it
  Form form;
};

// One line for each holding that somebody in the room stands for.
struct AttendanceLine {
  std::size_t line = 0;  // of the table, the header being 1
  std::string badge;
  bool has_lapsed = false;  // a conflict of interest was disclosed and not confirmed
  Form form;                // with a named proxy where the holding is represented
};

struct RoomLine {
  std::size_t line = 0;
  std::string badge;
  Choices choices;  // places of the agenda, then of the resolutions raised
};

struct TypedTables {
  std::vector<PaperForm> papers;
  std::vector<AttendanceLine> attendance;
  std::vector<Resolution> raised;
  std::vector<RoomLine> room;
  std::map<std::uint64_t, bool> rulings;  // of litigious entries: does the bureau admit it?
};

// The tables of typed/ that there are. `shares` says who a shareholder is. A table that contradicts itself is
// audit.file_malformed, and then left away.
TypedTables read_typed_tables(const BundleFiles& files, const AuditedMeeting& meeting, const Register& shares,
                              FindingList& findings);

// One table each; findings as those of read_table().
Result<std::vector<PaperForm>> read_paper_table(ByteView csv, const AuditedMeeting& meeting, const Register& shares,
                                                Findings& findings);
Result<std::vector<AttendanceLine>> read_attendance_table(ByteView csv, const AuditedMeeting& meeting,
                                                          const Register& shares, Findings& findings);
Result<std::vector<Resolution>> read_raised_table(ByteView csv, const MeetingSettings& settings, Findings& findings);
Result<std::vector<RoomLine>> read_room_table(ByteView csv, std::span<const Resolution> all, Findings& findings);
Result<std::map<std::uint64_t, bool>> read_rulings_table(ByteView csv, Findings& findings);

}  // namespace sceau::audit
