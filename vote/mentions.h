// SPDX-License-Identifier: Apache-2.0
// The sentences that the law wants on every form (art. R. 225-76 to R. 225-81 C. com.). They stand in the form itself,
// so whoever signs it signs them too.
#pragma once

#include <string>
#include <vector>

#include "vote/legal_rule.h"
#include "vote/meeting.h"

namespace sceau {

struct Mention {
  LegalRule rule;
  std::string text;
  bool operator==(const Mention&) const = default;
};

// In the order in which they are printed. `closes` is the close of electronic ballots in wall time of Paris.
// Precondition: the meeting has no defects.
std::vector<Mention> mandatory_mentions(const Meeting& meeting, LocalTime closes, Language language);

std::string date_in_words(CalendarDay day, Language language);  // "11 mai 2027", "11 May 2027"

}  // namespace sceau
