// SPDX-License-Identifier: Apache-2.0
// A store and a log in a folder of their own, with entries made by number.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "vote/sqlite_store.h"
#include "vote/vote_log.h"

namespace sceau::test {

class LogFolder {
 public:
  LogFolder();
  LogFolder(const LogFolder&) = delete;
  LogFolder& operator=(const LogFolder&) = delete;
  ~LogFolder();

  Path path(std::string_view name) const { return folder_ / name; }
  std::unique_ptr<SqliteStore> store(std::string_view name = "ballots.sqlite") const;
  VoteLogSettings settings() const;
  std::unique_ptr<VoteLog> log(BallotStore& store) const;
  LogVerifier verifier() const;
  const std::shared_ptr<const SigningKey>& key() const { return key_; }

 private:
  Path folder_;
  std::shared_ptr<const SigningKey> key_;
};

// Its confidential part stands in the clear.
StoredEntry numbered_entry(int number, EntryType type = EntryType::ballot);
Result<Bytes> leaf_of_clear_entry(const StoredEntry& entry);
Expression numbered_expression(int number);

// Is this what a receipt of that entry must say?
Status check_proof(const LogProof& proof, const StoredEntry& entry, const LogVerifier& verifier);

}  // namespace sceau::test
