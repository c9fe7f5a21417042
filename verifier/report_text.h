// SPDX-License-Identifier: Apache-2.0
// The report in words, for people. Not a contract: the wording may improve at any time; programs read the JSON.
#pragma once

#include <string>
#include <vector>

#include "verifier/report.h"

namespace sceau {

// What a line is about, so that the terminal can colour it.
struct ReportLine {
  enum class Mood { plain, good, bad, unsure };
  Mood mood = Mood::plain;
  std::string text;
};

// The lines of one document: its verdict, then for each signature who, when, what it covers, and every reason with its
// sentence and hint. Control characters of the document's own texts are shown as \xNN.
std::vector<ReportLine> report_text(const DocumentReport& document);

}  // namespace sceau
