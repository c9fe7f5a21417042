// SPDX-License-Identifier: Apache-2.0
// Proxies: what the chair does with a blank one, for which meetings one holds, and when it lapses.
#pragma once

#include <optional>

#include "vote/form.h"
#include "vote/meeting.h"

namespace sceau {

// L21: for every draft presented or approved by the board, against every other. Computed, never typed.
Vote vote_of_blank_proxy(const Resolution& resolution);

// L23: what a form that has both a proxy and choices says on one resolution: its choice, or else its proxy.
ResolutionChoice choice_on(const Form& form, std::string_view label);

// The meeting a proxy was given for, or may be used in.
struct ProxyMeeting {
  MeetingKind kind = MeetingKind::ordinary;
  CalendarDay date;
  Bytes agenda;  // agenda_hash()
};

// L22: the meeting it was given for; a later one with the same agenda; the ordinary and the extraordinary meeting held
// on the same day or within fifteen days of each other.
bool proxy_covers(const ProxyMeeting& given_for, const ProxyMeeting& used_in);

// L27: a conflict of interest that was disclosed ends the mandate unless the shareholder confirms it.
enum class ConflictOfInterest { none, disclosed, confirmed };
bool proxy_has_lapsed(ConflictOfInterest conflict);

}  // namespace sceau
