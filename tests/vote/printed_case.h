// SPDX-License-Identifier: Apache-2.0
// A meeting with everything that papers print: all ways of voting, a resolution lost by one vote, one withdrawn, one
// raised in the meeting, and forms that were not taken into account.
#pragma once

#include <memory>

#include "tests/vote/count_case.h"
#include "vote/attendance_sheet.h"
#include "vote/influence_report.h"
#include "vote/minutes.h"

namespace sceau {

std::string printed_session_toml();

class PrintedCase {
 public:
  PrintedCase();
  PrintedCase(const PrintedCase&) = delete;
  PrintedCase& operator=(const PrintedCase&) = delete;

  CountCase& votes() { return votes_; }
  SessionRecord session;
  ClosedLog log;
  std::vector<MeetingAct> acts;
  bool is_demo = false;

  // Counts anew.
  CountReport report() const { return counted(votes_); }
  PrintedMeeting printed() const;
  PageDocument minutes_document() const;
  PageDocument attendance_document() const;
  PageDocument influence_document() const;

 private:
  void fill();
  CountCase votes_;
};

}  // namespace sceau
