// SPDX-License-Identifier: Apache-2.0
// The three papers of a meeting that was counted, under the names they have in its folder and in the bundle.
#pragma once

#include <array>

#include "vote/minutes.h"

namespace sceau {

struct PrintedPaper {
  std::string file;  // "minutes.pdf"
  PageDocument document;
};

inline constexpr std::array paper_files = {"attendance-sheet.pdf", "influence.pdf", "minutes.pdf"};

// In the order of paper_files. Precondition: count() found nothing against the tally. The same input, the same papers.
std::vector<PrintedPaper> printed_papers(const PrintedMeeting& printed, const CountReport& counted,
                                         const CountInput& input, const ClosedLog& log,
                                         std::span<const MeetingAct> acts);

}  // namespace sceau
