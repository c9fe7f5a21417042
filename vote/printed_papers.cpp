// SPDX-License-Identifier: Apache-2.0
#include "vote/printed_papers.h"

#include "vote/attendance_sheet.h"
#include "vote/influence_report.h"

namespace sceau {

std::vector<PrintedPaper> printed_papers(const PrintedMeeting& printed, const CountReport& counted,
                                         const CountInput& input, const ClosedLog& log,
                                         std::span<const MeetingAct> acts) {
  const auto influence = influence_report(counted, input);
  const MinutesInput for_minutes{.printed = printed,
                                 .tally = counted.tally,
                                 .influence = influence,
                                 .log = log,
                                 .raised = input.new_resolutions,
                                 .acts = acts,
                                 .rulings = input.rulings};
  return {{paper_files[0], attendance_sheet(printed, attendance_lines(counted, input))},
          {paper_files[1], printed_influence(printed, influence, contested_forms(counted, input))},
          {paper_files[2], minutes(for_minutes)}};
}

}  // namespace sceau
