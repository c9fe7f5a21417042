// SPDX-License-Identifier: Apache-2.0
// A store and a log with casters in the same process, for tests that kill it, and the check of what it acknowledged.
// Ballots are numbered; each one is sealed to an urn certificate. Lines on standard output:
//   S number                      a caster hands the ballot in
//   A number row index receipt    its receipt was given; `receipt` is the hash of index, proof and checkpoint
//   N number reason               not recorded; the caster tries again
//   D reason                      the store or the log is dead; the process ends at once
#pragma once

#include <charconv>
#include <memory>
#include <string>

#include "crypto/sealed_envelope.h"
#include "vote/sqlite_store.h"
#include "vote/vote_log.h"

namespace sceau::test {

struct Acknowledged {
  int number = 0;
  EntryRow row = 0;
  LogIndex index = 0;
  std::string receipt;
};

// Ends the process with a message where the files are not what they should be.
struct VoteFolder {
  explicit VoteFolder(const Path& folder);

  Path path;
  EnvelopeRecipient urn;
  std::shared_ptr<const DecryptionKey> urn_key;
  std::shared_ptr<const SigningKey> log_key;
};

struct OpenVote {
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<VoteLog> log;
};
// `gathering` and `period` are those of store and log.
Result<OpenVote> open_vote(const VoteFolder& folder, std::chrono::microseconds gathering,
                           std::chrono::milliseconds period, const std::string& vfs = {});

Bytes form_of(int number);
int number_of(const StoredEntry& entry);
// With the salt of this attempt: a second attempt is another entry, as it is in the server.
Result<StoredEntry> ballot_of(int number, int attempt, const VoteFolder& folder);
Expression expression_of(int number);
std::string receipt_hash(const LogProof& proof);

// The receipt of that ballot once more: is it the same?
bool is_still_there(const Acknowledged& ballot, OpenVote& vote);

// Everything in the log is opened with the urn key and compared with its number; no number may come twice. How many
// entries there are; ends the process where something is wrong.
std::size_t check_all_entries(OpenVote& vote, const VoteFolder& folder);

}  // namespace sceau::test
