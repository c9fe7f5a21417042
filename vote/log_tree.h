// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of a vote's log in memory, computed twice: by the tree that makes the proofs, from the leaves as the
// store lists them; and by a second, smaller computation, from the entries themselves. A bit that flipped in the store
// or in memory must not be signed: the log could never be proved again.
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "crypto/merkle_tree.h"
#include "vote/ballot_store.h"

namespace sceau {

// The data of an entry's leaf, from what the store keeps of the entry. The server decrypts it and calls leaf_data().
using LeafOfEntry = std::function<Result<Bytes>(const StoredEntry&)>;

// The root alone: of each complete subtree on the right edge it keeps one hash.
class MerkleFrontier {
 public:
  // Error: internal.crypto; the frontier is of no use after it.
  Status append(ByteView leaf_data);
  Result<TreeHash> root() const;

 private:
  std::vector<std::optional<TreeHash>> levels_;
};

class LogTree {
 public:
  // Everything the log has. Errors: those of the store and of the hashes.
  static Result<LogTree> load(BallotStore& store);

  LogIndex size() const { return tree_.size(); }
  std::optional<LogIndex> index_of(EntryRow row) const;
  Result<TreeHash> root_at(LogIndex size) const { return tree_.root(size); }
  Result<std::vector<TreeHash>> prove(LogIndex index, LogIndex size) const {
    return tree_.prove_inclusion(index, size);
  }

  // The root of all entries with these after them, by the second computation: from the entries as they are read again
  // from the store. Then extend() by the same ones and compare. On an error the tree must be loaded again. Errors:
  // vote.store_damaged, those of `leaf_of`.
  Result<TreeHash> recompute(const std::vector<UnloggedEntry>& entries, BallotStore& store, const LeafOfEntry& leaf_of);
  Result<TreeHash> extend(const std::vector<UnloggedEntry>& entries);

 private:
  Status append(EntryRow row, ByteView leaf);
  MerkleTree tree_;
  MerkleFrontier second_;
  std::unordered_map<EntryRow, LogIndex> places_;
};

}  // namespace sceau
