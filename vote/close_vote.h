// SPDX-License-Identifier: Apache-2.0
// D11, D13, D14: the end of the vote. The close entry shuts the gate of the store; its payload names the log as it was
// just before (size, root, how many entries each node wrote) and carries a time-stamp token over that checkpoint; a
// second token, over the checkpoint that covers the close entry, ends the bracket.
#pragma once

#include "crypto/data_at_rest.h"
#include "vote/checkpoint_stamps.h"
#include "vote/vote_log.h"

namespace sceau {

struct CloseSettings {
  std::string node;
  Instant at;
  // From decide_close(), whose other answer is to wait. Where the clock is degraded the entry says so, and is written
  // without a token if the authority gives none, or if there is no authority.
  CloseDecision decision;
  CheckpointStamps::Stamper stamper;  // over SHA-256 of a checkpoint
  const SymmetricKey& at_rest;
  RandomSource random;
};

struct ClosedVote {
  EntryRow row;                             // of the close entry
  LogIndex entries;                         // in the log before it
  std::optional<Error> not_bracketed = {};  // why the second token is missing: end_bracket() makes it
};

// Precondition: no more requests are taken, and those in flight have had until drain_end(). On an error no close
// entry was acknowledged, and it may be called again; once the entry stands nothing is an error any more. Errors:
// vote.deadline_passed (the vote is closed already), vote.overloaded (entries kept coming in), those of the authority
// (only where the clock is not degraded), the store and the log.
Result<ClosedVote> close_vote(BallotStore& store, VoteLog& log, const CloseSettings& settings);

// The second token, where the store has none over a checkpoint that covers the close entry. Errors: vote.not_closed,
// those of the authority, the store and the log.
Status end_bracket(BallotStore& store, VoteLog& log, const CloseSettings& settings);

}  // namespace sceau
