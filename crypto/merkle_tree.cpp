// SPDX-License-Identifier: Apache-2.0
#include "crypto/merkle_tree.h"

#include <algorithm>
#include <bit>

#include "crypto/digest.h"
#include "crypto/tree_node.h"

namespace sceau {
namespace {

Error out_of_range(const char* what) { return {Reason::value_wrong, what}; }

// The largest power of two below `size`. Precondition: size > 1.
std::uint64_t left_part(std::uint64_t size) { return std::bit_floor(size - 1); }

}  // namespace

Result<TreeHash> tree_hash_from(ByteView octets) {
  TreeHash hash{};
  if (octets.size() != hash.size()) return Error{Reason::value_wrong, "a hash of 32 octets"};
  std::ranges::copy(octets, hash.begin());
  return hash;
}

Result<TreeHash> leaf_hash(ByteView leaf) {
  constexpr std::uint8_t prefix = 0;
  return hash_of_pieces({ByteView(&prefix, 1), leaf});
}

Result<TreeHash> node_hash(const TreeHash& left, const TreeHash& right) {
  constexpr std::uint8_t prefix = 1;
  return hash_of_pieces({ByteView(&prefix, 1), left, right});
}

Result<TreeHash> hash_of_pieces(std::initializer_list<ByteView> pieces) {
  const auto hash = digest(DigestAlgorithm::sha256, std::span(pieces.begin(), pieces.size()));
  if (!hash) return hash.error();
  return tree_hash_from(*hash);
}

Status MerkleTree::append(const TreeHash& leaf) {
  // First compute, then change: each set bit at the end of size() is a complete subtree to be joined with.
  std::vector<TreeHash> joined{leaf};
  for (std::uint64_t rest = size(), height = 0; (rest & 1) != 0; rest >>= 1, ++height) {
    const auto hash = node_hash(levels_[height].back(), joined.back());
    if (!hash) return hash.error();
    joined.push_back(*hash);
  }
  if (levels_.size() < joined.size()) levels_.resize(joined.size());
  for (std::size_t height = 0; height < joined.size(); ++height) levels_[height].push_back(joined[height]);
  return Done{};
}

// MTH of RFC 9162, 2.1.1. A range that begins at a multiple of its size, a power of two, is at hand.
Result<TreeHash> MerkleTree::hash_of(Range range) const {
  if (range.size() == 0) return hash_of_pieces({});
  if (std::has_single_bit(range.size())) {
    const auto height = static_cast<std::size_t>(std::countr_zero(range.size()));
    return levels_[height][range.begin >> height];
  }
  const auto middle = range.begin + left_part(range.size());
  const auto left = hash_of({range.begin, middle});
  if (!left) return left.error();
  const auto right = hash_of({middle, range.end});
  if (!right) return right.error();
  return node_hash(*left, *right);
}

Result<TreeHash> MerkleTree::root(std::uint64_t size) const {
  if (size > this->size()) return out_of_range("the tree is not that large");
  return hash_of({0, size});
}

Status MerkleTree::add_to(std::vector<TreeHash>& proof, Range range) const {
  const auto hash = hash_of(range);
  if (!hash) return hash.error();
  proof.push_back(*hash);
  return Done{};
}

// PATH of RFC 9162, 2.1.3.1, from the root down, then turned round.
Result<std::vector<TreeHash>> MerkleTree::prove_inclusion(std::uint64_t index, std::uint64_t size) const {
  if (size > this->size() || index >= size) return out_of_range("there is no such leaf in a tree of that size");
  std::vector<TreeHash> proof;
  for (Range range{0, size}; range.size() > 1;) {
    const auto middle = range.begin + left_part(range.size());
    const bool is_left = index < middle;
    const Range other = is_left ? Range{middle, range.end} : Range{range.begin, middle};
    if (auto added = add_to(proof, other); !added) return added.error();
    range = is_left ? Range{range.begin, middle} : Range{middle, range.end};
  }
  std::ranges::reverse(proof);
  return proof;
}

// SUBPROOF of RFC 9162, 2.1.4.1, from the root down, then turned round.
Result<std::vector<TreeHash>> MerkleTree::prove_consistency(std::uint64_t old_size, std::uint64_t size) const {
  if (size > this->size() || old_size > size) return out_of_range("there is no such pair of sizes");
  std::vector<TreeHash> proof;
  if (old_size == 0 || old_size == size) return proof;
  Range range{0, size};
  while (range.end != old_size) {
    const auto middle = range.begin + left_part(range.size());
    const bool is_left = old_size <= middle;
    const Range other = is_left ? Range{middle, range.end} : Range{range.begin, middle};
    if (auto added = add_to(proof, other); !added) return added.error();
    range = is_left ? Range{range.begin, middle} : Range{middle, range.end};
  }
  // Where the old tree is one complete subtree from the left edge, its root is known already.
  if (range.begin != 0) {
    if (auto added = add_to(proof, range); !added) return added.error();
  }
  std::ranges::reverse(proof);
  return proof;
}

}  // namespace sceau
