// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 9162, section 2.1, with SHA-256: made leaf by leaf, and proofs about it made and verified.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

using TreeHash = std::array<std::uint8_t, 32>;

// Error: value.wrong where these are not 32 octets.
Result<TreeHash> tree_hash_from(ByteView octets);

// SHA-256(0x00 || leaf). Error: internal.crypto.
Result<TreeHash> leaf_hash(ByteView leaf);

// The hashes of all complete subtrees are kept (64 octets a leaf), so that a leaf is appended with one hash on average
// and a proof for any leaf and any size is made with O(log n) hashes. Not safe to change from several threads at once.
class MerkleTree {
 public:
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_.front().size(); }

  // On an error the tree is as before. Error: internal.crypto.
  Status append(const TreeHash& leaf);

  // The root of the first `size` leaves; of none it is SHA-256 of nothing. Errors: value.wrong (size > size()),
  // internal.crypto.
  Result<TreeHash> root(std::uint64_t size) const;
  Result<TreeHash> root() const { return root(size()); }

  // That the leaf at `index` is in the tree of the first `size` leaves, lowest node first. Errors: value.wrong
  // (index >= size, size > size()), internal.crypto.
  Result<std::vector<TreeHash>> prove_inclusion(std::uint64_t index, std::uint64_t size) const;

  // That the tree of the first `old_size` leaves is the beginning of that of the first `size`. Errors: value.wrong
  // (old_size > size, size > size()), internal.crypto.
  Result<std::vector<TreeHash>> prove_consistency(std::uint64_t old_size, std::uint64_t size) const;

 private:
  // A range of leaves, [begin, end).
  struct Range {
    std::uint64_t begin, end;
    std::uint64_t size() const { return end - begin; }
  };
  Result<TreeHash> hash_of(Range range) const;
  Status add_to(std::vector<TreeHash>& proof, Range range) const;
  // levels_[h][i] is the hash of the leaves [i << h, (i + 1) << h).
  std::vector<std::vector<TreeHash>> levels_;
};

// RFC 9162, 2.1.3.2. Errors: log.proof; internal.crypto.
struct InclusionClaim {
  TreeHash leaf;
  std::uint64_t index;
  std::uint64_t size;
  TreeHash root;
};
Status verify_inclusion(const InclusionClaim& claim, std::span<const TreeHash> proof);

// RFC 9162, 2.1.4.2; also that equal sizes have equal roots, and that everything extends the empty tree (both with an
// empty proof). Errors: log.proof; internal.crypto.
struct ConsistencyClaim {
  std::uint64_t old_size;
  TreeHash old_root;
  std::uint64_t size;
  TreeHash root;
};
Status verify_consistency(const ConsistencyClaim& claim, std::span<const TreeHash> proof);

}  // namespace sceau
