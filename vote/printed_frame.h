// SPDX-License-Identifier: Apache-2.0
// What all printed papers of a meeting have in common: heads, feet, the banner of a demonstration, and who signs.
#pragma once

#include "formats/pdf/pages/page_document.h"
#include "vote/frozen_meeting.h"
#include "vote/session_record.h"

namespace sceau {

// Which meeting, and by what authority its paper may be believed.
struct PrintedMeeting {
  const FrozenMeeting& meeting;
  const SessionRecord& session;
  Instant created{};     // into the metadata
  bool is_demo = false;  // then every page says DEMO
};

// `what` begins the title: "Procès-verbal".
PageDocument printed_frame(const PrintedMeeting& printed, std::string_view what);

// A table of two columns without a header: what, and how it is.
struct Fact {
  std::string what, how;
};
Table facts_table(const std::vector<Fact>& facts);

// Those who sign, each with a signature field.
SignatureBoxes signature_boxes(const SessionRecord& session);
Paragraph where_signatures_are();           // to stand below them
std::string_view name_of(BureauRole role);  // "Président de séance"

}  // namespace sceau
