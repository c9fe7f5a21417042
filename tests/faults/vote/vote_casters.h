// SPDX-License-Identifier: Apache-2.0
// A store and a log with casters in the same process, for tests that kill it, and the check of what it acknowledged.
// Ballots are numbered, real, and sealed to an urn. Lines on standard output:
//   S number                      a caster hands the ballot in
//   L number leaf                 as an entry with that leaf, in hexadecimal
//   A number row index receipt    its receipt was given; `receipt` is the hash of index, leaf, proof and checkpoint
//   N number reason               not recorded; the caster tries again
//   D reason                      the store or the log is dead; the process ends at once
#pragma once

#include <charconv>
#include <memory>
#include <string>

#include "tests/faults/vote/countable_ballots.h"
#include "vote/sqlite_store.h"
#include "vote/vote_log.h"

namespace sceau::test {

struct Acknowledged {
  int number = 0;
  EntryRow row = 0;
  LogIndex index = 0;
  std::string receipt;
};

inline constexpr std::array key_files = {"urn.pem", "urn.key", "seal.pem", "seal.key", "log.key"};

// Makes the keys that are not there. Ends the process with a message where the files are not what they should be.
struct VoteFolder {
  explicit VoteFolder(const Path& folder);

  Path path;
  BallotMaker maker;
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

Expression expression_of(int number);
std::string receipt_hash(const LogProof& proof, ByteView leaf);

// The receipt of that ballot once more: is it the same?
bool is_still_there(const Acknowledged& ballot, OpenVote& vote);

}  // namespace sceau::test
