// SPDX-License-Identifier: Apache-2.0
// What a random meeting begins with: its articles, its agenda, its register. Small on purpose: six shareholders s0 to
// s5 hold the accounts A0, A1, ..., so that forms meet each other and resolutions are close.
#pragma once

#include <string>

#include "tests/vote/sample_meeting.h"

namespace sceau {

inline constexpr int most_shareholders = 6;

// A first convocation on 12 May 2027; meeting.toml without defects.
std::string random_meeting_toml();
// The same on another day under another id, everything before it moved along.
std::string moved_to(std::string toml, const std::string& id, const std::string& date);
// The second call of a meeting "before" of 12 April, which had this agenda or, once in a while, another one.
std::string second_call(const std::string& toml);

// CSV, and what it was before a correction: other numbers of shares, and a shareholder s6 who has left since.
struct RandomRegister {
  std::string now, earlier;
};
RandomRegister random_register(const Meeting& meeting);

}  // namespace sceau
