// SPDX-License-Identifier: Apache-2.0
// The attendance sheet (art. R. 225-95 C. com., L54): who is present, represented, a proxy, or voting from afar, each
// with surname, usual first name, domicile, shares and votes. In French.
#pragma once

#include <string>
#include <vector>

#include "vote/printed_frame.h"
#include "vote/tally.h"

namespace sceau {

struct AttendanceLine {
  CastBy way = CastBy::present;
  Person shareholder = {};
  std::int64_t shares = 0, votes = 0;  // by the register of the record instant
  Person proxy = {};                   // whoever votes for the shares, where it is a named proxy
  std::string badge = {};              // of the person in the room
  std::string reference = {};          // of the form or the line of the attendance: "log/12"
  bool operator==(const AttendanceLine&) const = default;
};

// Everybody who takes part, in the order of names. The sums of each way are those of the tally.
std::vector<AttendanceLine> attendance_lines(const CountReport& counted, const CountInput& input);

// Precondition: the lines are those of the meeting. The same input, the same document.
PageDocument attendance_sheet(const PrintedMeeting& printed, const std::vector<AttendanceLine>& lines);

}  // namespace sceau
