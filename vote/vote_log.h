// SPDX-License-Identifier: Apache-2.0
// The log of a vote: takes what the store has not logged yet, every 100 ms or 256 entries, into one Merkle tree, signs
// its checkpoint, and wakes those who wait for their receipt. Leaves are sorted inside a batch, so the log does not
// tell in which order ballots arrived; a close entry is a batch of its own.
//
// Before anybody is woken the batch is durable in the store, and its checkpoint in the anchor, a file outside the
// store. A full disk holds the log up until there is space again; any other failure stops it for good.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "crypto/transparency_log.h"
#include "foundation/file_bytes.h"
#include "vote/ballot_store.h"
#include "vote/log_tree.h"

namespace sceau {

// What a receipt says of an entry's place in the log. The same for the same entry at any later time.
struct LogProof {
  LogIndex index;
  std::vector<TreeHash> inclusion;  // RFC 9162, 2.1.3, in the tree of the checkpoint
  Bytes checkpoint;                 // C2SP signed note
};

struct VoteLogSettings {
  std::string origin;                     // first line of every checkpoint: the name of this log
  std::shared_ptr<const SigningKey> key;  // Ed25519
  Path anchor;
  LeafOfEntry leaf_of;
  std::chrono::milliseconds period{100};
  std::size_t most_entries = 256;  // in a batch
  Disk disk = real_disk();
};

struct LogGauges {
  LogIndex size = 0;
  std::uint64_t waiting = 0;  // those who wait for a receipt
};

class VoteLog {
 public:
  // Computes the root of all stored leaves and compares it with the newest checkpoint in the store and with the anchor.
  // The store must outlive the log. Errors: vote.log_rolled_back (the anchor is newer, of another log, or missing
  // beside a log that is not empty: put the newest checkpoint that anybody has there), vote.store_damaged, those of the
  // store, of the key, and of the anchor's file.
  static Result<std::unique_ptr<VoteLog>> open(BallotStore& store, VoteLogSettings settings);
  VoteLog(const VoteLog&) = delete;
  VoteLog& operator=(const VoteLog&) = delete;
  ~VoteLog();

  // Blocks until the log has that entry of the store, or stops. Errors: vote.not_recorded and whatever else stopped
  // the log.
  Result<LogProof> wait_for(EntryRow row);
  // Blocks until the log has everything that the store had when this was called; the newest checkpoint. Errors: as
  // wait_for.
  Result<StoredCheckpoint> flush();
  StoredCheckpoint newest() const;

  // A checkpoint of somebody's receipt: is it of this log's past? A newer or another one that this log's key signed
  // stops the log. Errors: vote.log_rolled_back; log.checkpoint_malformed, log.checkpoint_signature (it says nothing).
  Status check_shown(std::string_view checkpoint);

  LogGauges gauges() const;
  // Nothing while the log goes on; else why it stopped. The server must end then.
  std::optional<Error> failure() const;
  // Takes no more batches and wakes all who wait.
  void stop();

 private:
  struct Pending {
    LogBatch batch;
    bool is_in_store = false;
  };

  VoteLog(BallotStore& store, VoteLogSettings settings, LogTree tree, StoredCheckpoint newest);
  void run();
  bool wait_for_work();
  void pause();
  Status take_what_waits();
  Result<bool> take_one_batch();
  Result<std::vector<UnloggedEntry>> next_entries();
  Status prepare(std::vector<UnloggedEntry> entries);
  Result<TreeHash> extend(const std::vector<UnloggedEntry>& entries);
  Status publish();
  Result<bool> is_behind();
  Status reload();
  void announce(StoredCheckpoint checkpoint, LogIndex first);
  void stop_for(Error error);
  Result<StoredCheckpoint> covering(LogIndex index);
  Result<LogProof> proof_of(LogIndex index);

  BallotStore& store_;
  const VoteLogSettings settings_;
  const LogVerifier verifier_;

  mutable std::mutex mutex_;
  std::condition_variable work_;       // for the log's thread
  std::condition_variable announced_;  // for those who wait
  LogTree tree_;                       // may be ahead of newest_ by the pending batch
  StoredCheckpoint newest_;
  LogIndex newest_first_;  // first index of the newest batch
  std::uint64_t waiting_ = 0;
  std::size_t arrived_ = 0;  // of those who wait, since the last batch
  std::uint64_t flush_asked_ = 0;
  std::uint64_t flush_done_ = 0;
  bool is_stopping_ = false;
  std::optional<Error> failure_;

  std::optional<Pending> pending_;  // of the log's thread alone
  bool must_reload_ = false;        // of the log's thread alone
  std::thread thread_;              // last: it uses all the others
};

}  // namespace sceau
