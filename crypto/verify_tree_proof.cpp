// SPDX-License-Identifier: Apache-2.0
// Proofs about a Merkle tree, verified without the tree. The steps and names are those of RFC 9162.
#include <bit>

#include "crypto/merkle_tree.h"
#include "crypto/tree_node.h"

namespace sceau {
namespace {

Error wrong(const char* what) { return {Reason::log_proof_wrong, what}; }

// Takes both numbers up to the level at which the node of `fn` was a right child, as the RFC does after such a node.
void climb_to_left_edge(std::uint64_t& fn, std::uint64_t& sn) {
  while ((fn & 1) == 0 && fn != 0) {
    fn >>= 1;
    sn >>= 1;
  }
}

}  // namespace

// RFC 9162, 2.1.3.2
Status verify_inclusion(const InclusionClaim& claim, std::span<const TreeHash> proof) {
  if (claim.index >= claim.size) return wrong("the index lies outside the tree");
  auto fn = claim.index;
  auto sn = claim.size - 1;
  TreeHash hash = claim.leaf;
  for (const TreeHash& p : proof) {
    if (sn == 0) return wrong("the inclusion proof is too long");
    const bool is_right = (fn & 1) != 0 || fn == sn;
    const auto joined = is_right ? node_hash(p, hash) : node_hash(hash, p);
    if (!joined) return joined.error();
    hash = *joined;
    if (is_right) climb_to_left_edge(fn, sn);
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return wrong("the inclusion proof is too short");
  if (hash != claim.root) return wrong("the inclusion proof leads to another root");
  return Done{};
}

namespace {

// RFC 9162, 2.1.4.2, from step 5. `proof` begins with the root of a complete subtree of the old tree.
Status verify_extension(const ConsistencyClaim& claim, std::span<const TreeHash> proof) {
  auto fn = claim.old_size - 1;
  auto sn = claim.size - 1;
  const auto edge = std::countr_one(fn);
  fn >>= edge;
  sn >>= edge;
  TreeHash fr = proof.front();
  TreeHash sr = proof.front();
  for (const TreeHash& c : proof.subspan(1)) {
    if (sn == 0) return wrong("the consistency proof is too long");
    const bool is_in_both = (fn & 1) != 0 || fn == sn;
    if (is_in_both) {
      const auto first = node_hash(c, fr);
      if (!first) return first.error();
      fr = *first;
    }
    const auto second = is_in_both ? node_hash(c, sr) : node_hash(sr, c);
    if (!second) return second.error();
    sr = *second;
    if (is_in_both) climb_to_left_edge(fn, sn);
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return wrong("the consistency proof is too short");
  if (fr != claim.old_root) return wrong("the consistency proof leads to another old root");
  if (sr != claim.root) return wrong("the consistency proof leads to another root");
  return Done{};
}

Status verify_empty_proof(const ConsistencyClaim& claim) {
  if (claim.old_size == claim.size) {
    return claim.old_root == claim.root ? Status(Done{}) : wrong("one size has two roots");
  }
  const auto empty = MerkleTree().root();
  if (!empty) return empty.error();
  return claim.old_root == *empty ? Status(Done{}) : wrong("this is not the root of an empty tree");
}

}  // namespace

Status verify_consistency(const ConsistencyClaim& claim, std::span<const TreeHash> proof) {
  if (claim.old_size > claim.size) return wrong("the tree became smaller");
  if (claim.old_size == 0 || claim.old_size == claim.size) {
    return proof.empty() ? verify_empty_proof(claim) : wrong("the consistency proof is too long");
  }
  if (!std::has_single_bit(claim.old_size)) {
    return proof.empty() ? wrong("the consistency proof is too short") : verify_extension(claim, proof);
  }
  std::vector<TreeHash> whole{claim.old_root};
  whole.insert(whole.end(), proof.begin(), proof.end());
  return verify_extension(claim, whole);
}

}  // namespace sceau
