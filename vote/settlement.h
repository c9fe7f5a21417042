// SPDX-License-Identifier: Apache-2.0
// Who takes part with which shares once all submissions are weighed against each other: the first mode of
// participation wins (L34), proxy and voting form are read together (L23), and no share takes part twice.
#pragma once

#include <map>

#include "vote/submission.h"

namespace sceau {

// One shareholder taking part with some holdings. Points into the input.
struct Participation {
  std::size_t submission = 0;            // the one that counts
  std::vector<std::size_t> joined = {};  // L23 and proxies who came: counted together with it
  const Form* form = nullptr;            // whose shares, and the instructions
  const Form* mandate = nullptr;         // L23: the proxy beside the voting form
  std::string badge = {};                // of whoever votes for it in the room; empty: nobody
  Source source = Source::electronic;
  bool is_litigious = false;
  bool is_revoked = false;  // L22, L34: counts nothing, and keeps its shares from another mode
};

// L23: the votes expressed first, then the proxy for what they leave. For a resolution of the agenda.
ResolutionChoice choice_of(const Participation& part, const std::string& label);

struct Settlement {
  std::vector<Submission> submissions;  // each with its outcome
  std::vector<Participation> participations = {};
  std::vector<InputDisposition> room = {};                      // of the lines of votes in the room
  std::map<std::string, const RoomVotes*> votes_by_badge = {};  // those that count
};

// A resolution of the agenda: neither for information only nor withdrawn.
bool is_voted_on(const Resolution& resolution, const MeetingState& state);

Settlement settle(std::vector<Submission> judged, const CountInput& input);

}  // namespace sceau
