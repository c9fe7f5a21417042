// SPDX-License-Identifier: Apache-2.0
// The thousand shareholders of `sceau vote demo`: made up, the same in every run, each with a part to play.
#pragma once

#include <string>
#include <vector>

#include "vote/form.h"

namespace sceau {

enum class DemoPart {
  votes,            // over HTTPS with an access code
  votes_signed,     // over HTTPS, signing the form with a certificate
  votes_split,      // over HTTPS with an access code: an intermediary, for its clients
  votes_twice,      // likewise, and tries to change the vote afterwards
  signs_badly,      // likewise signed, but the form was changed after it was signed
  comes_late,       // over HTTPS with an access code, after the close
  gives_to_chair,   // a mandate to the chair, over HTTPS
  gives_blank,      // a mandate that names nobody, over HTTPS
  gives_to_friend,  // a mandate to a shareholder who comes, over HTTPS
  revokes,          // a mandate to the chair, taken back before the close
  writes,           // on paper
  writes_late,      // on paper, after its cut-off
  forgets_to_sign,  // on paper
  attends,
  is_represented,  // in the room, by somebody who shows the mandate at the door
  stays_away,
};

struct DemoShareholder {
  std::string id;
  Person identity;
  FormSigner signer;  // where it is not the shareholder
  std::string account, kind = "registered", attestation = {}, deprived = {};
  std::int64_t shares = 0, votes = 0;
  DemoPart part = DemoPart::stays_away;
  std::vector<Vote> choices;  // one for each resolution that is voted on
  std::size_t friend_at = 0;  // where the shareholder stands who votes for this one
};

// "d0001" to "d1000", in this order.
std::vector<DemoShareholder> demo_shareholders();

// Over HTTPS before the close: forms and mandates, revocations apart.
bool acts_online_in_time(DemoPart part);

}  // namespace sceau
