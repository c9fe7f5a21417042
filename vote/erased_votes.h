// SPDX-License-Identifier: Apache-2.0
// G2: what is left of a vote when its people are erased. The leaves of the log are salted hashes: without salt and
// payload they say nothing, and every proof that was ever given still holds.
#pragma once

#include <string>

#include "vote/ballot_store.h"

namespace sceau {

// Into an empty store: type and leaf of every entry that is in the log, in its order, with all checkpoints and their
// tokens. No times, salts, payloads, sealed forms, requests, modes, credentials or values beside the log. What had not
// reached the log is not copied. Errors: those of the stores; vote.store_damaged (the copy is not the same log).
Status copy_proof(BallotStore& from, BallotStore& to);

// Was this store made by copy_proof? Error: of the store.
Result<bool> is_erased(BallotStore& store);

// Payload of the entry that says so, to be logged before.
std::string erasure_facts(std::string_view until);

}  // namespace sceau
