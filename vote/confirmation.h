// SPDX-License-Identifier: Apache-2.0
// The electronic confirmation of receipt that the law owes to whoever votes electronically (art. L. 22-10-43-1 C. com.;
// Regulation (EU) 2018/1212, art. 7): its wording and the fields of the Regulation. The messages seev.006 and seev.007
// of ISO 20022 are not written, and the confirmation says so.
#pragma once

#include <string>
#include <vector>

#include "formats/value_tree/value_fields.h"
#include "vote/decision_facts.h"
#include "vote/frozen_meeting.h"

namespace sceau {

struct Confirmation {
  std::string french, english;  // the wording
  std::string issuer, lei;
  std::vector<std::string> isin;
  std::string meeting_date;  // "2027-05-12"
  std::string deadline;      // for people: "2027-05-11 15:00:00, Europe/Paris"
  std::vector<std::string> sources;
  bool operator==(const Confirmation&) const = default;
};

// Depends on the frozen meeting and the kind of decision alone, so the same receipt always has the same one.
Confirmation confirmation_of(const Meeting& meeting, const LegalTime& closes, DecisionKind kind);

Value confirmation_value(const Confirmation& confirmation);
Confirmation read_confirmation(ValueFields fields);

}  // namespace sceau
