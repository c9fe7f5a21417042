// SPDX-License-Identifier: Apache-2.0
// The log of a vote: takes what the store has not logged yet, every 100 ms or 256 entries, into one Merkle tree, signs
// its checkpoint, and wakes those who wait for their receipt. Leaves are sorted inside a batch, so the log does not
// tell in which order ballots arrived; a close entry is a batch of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crypto/private_key.h"
#include "foundation/file_bytes.h"
#include "foundation/instant.h"
#include "vote/ballot_store.h"

namespace sceau {

// What a receipt says of an entry's place in the log. The same for the same entry at any later time.
struct LogProof {
  LogIndex index;
  std::vector<Bytes> inclusion;  // RFC 9162, 2.1.3, in the tree of the checkpoint
  Bytes checkpoint;              // C2SP signed note
};

struct VoteLogSettings {
  std::string origin;                     // first line of every checkpoint: the name of this log
  std::shared_ptr<const SigningKey> key;  // Ed25519
  Path anchor;                            // the newest checkpoint once more, outside the store
  Disk disk = real_disk();
};

struct LogGauges {
  LogIndex size = 0;
  std::uint64_t unlogged = 0;
};

class VoteLog {
 public:
  // Reads all leaves of the store and computes their root anew. Errors: vote.log_rolled_back (store or anchor are not
  // of the same log, or the store is the older one), vote.store_damaged, vote.not_recorded, those of the anchor's file.
  static Result<std::unique_ptr<VoteLog>> open(BallotStore& store, VoteLogSettings settings);
  virtual ~VoteLog() = default;

  // Blocks until the log has this entry durably, with its checkpoint outside the store too. Errors: vote.not_recorded
  // (the log stopped: the store is dead, a key or a file failed, or stop() was called), vote.store_damaged.
  virtual Result<LogProof> wait_for(EntryRow row) = 0;
  // Everything the store has now, up to the last row. The newest checkpoint then covers it.
  virtual Result<StoredCheckpoint> flush() = 0;

  // Is a checkpoint that somebody was given (in a receipt) one of this log's past? Errors: vote.log_rolled_back (it is
  // newer than this log, or of another one), those of reading a checkpoint.
  virtual Status check_shown(ByteView checkpoint) = 0;

  virtual LogGauges gauges() const = 0;
  virtual bool is_stopped() const = 0;
  // Finishes the batch at hand and ends the thread.
  virtual void stop() = 0;
};

}  // namespace sceau
