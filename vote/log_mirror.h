// SPDX-License-Identifier: Apache-2.0
// The public side of the log: proofs for whoever asks, from a tree that is read from the store as it grows.
#pragma once

#include <mutex>

#include "crypto/merkle_tree.h"
#include "vote/ballot_store.h"

namespace sceau {

struct InclusionAnswer {
  TreeHash leaf;
  std::vector<TreeHash> proof;
};

class LogMirror {
 public:
  // The store must outlive the mirror.
  explicit LogMirror(BallotStore& store) : store_(store) {}

  // Callable from several threads at once. Errors: value.wrong (the log has not that size, or not that index), those of
  // the store.
  Result<InclusionAnswer> prove_inclusion(LogIndex index, LogIndex size);
  Result<std::vector<TreeHash>> prove_consistency(LogIndex old_size, LogIndex size);

 private:
  Status grow_to(LogIndex size);
  BallotStore& store_;
  std::mutex mutex_;
  MerkleTree tree_;
  std::vector<TreeHash> leaves_;
};

}  // namespace sceau
