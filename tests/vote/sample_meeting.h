// SPDX-License-Identifier: Apache-2.0
// A meeting, a register and forms of our own making. The meeting has no defects; tests change one thing at a time.
#pragma once

#include <string>
#include <string_view>

#include "vote/check_form.h"

namespace sceau {

const ZoneDatabase& zone_database();
CalendarDay day(std::string_view text);  // "2027-05-12"

// meeting.toml of an unlisted company: three resolutions ("1" ordinary by the board, "2" ordinary by a shareholder, "3"
// extraordinary), meeting on 12 May 2027 at 10:00.
std::string sample_toml();
// The text with its one occurrence of `from` replaced. Ends the program where there is none, or more than one.
std::string changed(std::string text, std::string_view from, std::string_view to);

Meeting sample_meeting(const std::string& toml = sample_toml());
FrozenMeeting sample_frozen(const std::string& toml = sample_toml());

// s1 Jeanne Martin (registered, 100 shares, 200 votes), s2 Paul Durand (bearer, 50), s3 Banque Dépositaire (an
// intermediary with 1000), s4 Luc Petit (deprived on "2"), s5 Anne Blanc (deprived of all), s9 treasury shares.
std::string sample_register_csv();
Register sample_register(const std::string& csv = sample_register_csv(), const Meeting& meeting = sample_meeting());

// The form of s1: for, against, abstain; new resolutions: against.
Form sample_form(const FrozenMeeting& meeting);

}  // namespace sceau
