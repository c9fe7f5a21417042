// SPDX-License-Identifier: Apache-2.0
// What the server gives for every submission of an identified shareholder: the entry of the log word for word, its
// place in the log with a proof, and the server's signature over all of it. A refusal has the same shape, with reasons.
// It can be checked with the log's public key alone. No name is in it.
#pragma once

#include <string>

#include "crypto/private_key.h"
#include "crypto/transparency_log.h"
#include "foundation/finding.h"
#include "vote/confirmation.h"
#include "vote/decision_facts.h"
#include "vote/log_entry.h"
#include "vote/vote_log.h"

namespace sceau {

// A receipt that was read is a claim until check_receipt() finds nothing against it.
struct Receipt {
  std::string id;  // 40 hexadecimal digits that nobody can guess
  LogEntry entry;
  DecisionFacts facts;  // what the payload of the entry says
  LogProof proof;
  Confirmation confirmation;
  Bytes signature;  // Ed25519 by the log's key, over "sceau.vote.receipt/1" 0 and the canonical JSON of the rest
};

// Precondition: the payload is that of write_facts. The same arguments, the same receipt: Ed25519 has no randomness.
// Errors: those of read_facts, leaf_data and SigningKey::sign.
Result<Receipt> issue_receipt(std::string id, LogEntry entry, LogProof proof, Confirmation confirmation,
                              const SigningKey& log_key);

// Canonical JSON, at most 64 kB, and back; what parses writes back to the same bytes. Error: vote.receipt_malformed.
std::string write_receipt(const Receipt& receipt);
Result<Receipt> read_receipt(ByteView json);

// Everything that can be said about a receipt without the server: it was signed by the log's key; its checkpoint too;
// the entry is in the log of that checkpoint, at that index; its fields do not contradict one another. Says nothing
// about the time (a witness or a time-stamp of the checkpoint does) or about whether the log went on from there
// (a later checkpoint with a consistency proof does). Findings: vote.receipt_signature, vote.receipt_not_in_log,
// vote.receipt_inconsistent, those of reading a checkpoint.
Findings check_receipt(const Receipt& receipt, const LogVerifier& log);

}  // namespace sceau
