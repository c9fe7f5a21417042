// SPDX-License-Identifier: Apache-2.0
// Counts of a few submissions, without files: what docs/counting.md says of a rule, tried by itself.
#pragma once

#include <string>
#include <vector>

#include "verifier/audit/recount.h"

namespace sceau::test {

inline Instant seconds_in(int seconds) { return Instant(std::chrono::seconds(seconds)); }

// Ballots and proxies close at second 1000, paper at 900; nothing opens. The agenda has "1" and "2", ordinary, of the
// board.
struct SmallCount {
  audit::CountedMeeting counted;
  std::vector<audit::CountedMeeting> carried;

  SmallCount();

  audit::MeetingSettings& settings() { return counted.meeting.settings; }
  // "shareholder,account,kind,shares,votes,..." as a register has it; the domicile is Lyon.
  void set_register(const std::string& lines, const std::string& more_columns = "");
};

// A meeting of its own agenda, which hands something on.
audit::CountedMeeting other_meeting(const std::string& id, const std::string& date, std::uint8_t agenda);

// What somebody says, in words: "for,against", "abstain" for each resolution from the first on; "" says nothing.
audit::Form form_of(const std::string& shareholder, const std::vector<std::pair<std::string, int>>& holdings,
                    const std::string& choices);
audit::Form with_proxy(audit::Form form, audit::ProxyKind kind, const std::string& name = "");

// Adds an entry with its form; ids of ballots are the indexes.
audit::Decision& add_entry(audit::CountedMeeting& to, audit::EntryType type, int at, const audit::Form* form,
                           const std::string& voter = "");
void add_paper(audit::CountedMeeting& to, const std::string& number, int at, const audit::Form& form);
void add_attendance(audit::CountedMeeting& to, const std::string& badge, const audit::Form& form);
void add_room(audit::CountedMeeting& to, const std::string& badge, const std::string& choices);
audit::BallotId ballot_id(std::uint64_t index);

// One line for each submission: "log/2 rejected vote.already_voted L34 log/1".
std::string outcomes(const SmallCount& count);
// "for 10 against 0 abstain 0 unusable 0 shares 10 excluded 0", of all ways together.
std::string total_on(const SmallCount& count, std::size_t resolution);

}  // namespace sceau::test
