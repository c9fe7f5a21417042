// SPDX-License-Identifier: Apache-2.0
#include "crypto/merkle_tree.h"

#include <gtest/gtest.h>

#include <random>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau {
namespace {

using test::value_of;
using Proof = std::vector<TreeHash>;

TreeHash hash_from(std::string_view hex) { return value_of(tree_hash_from(value_of(from_hex(hex)))); }

TreeHash sha256(const Bytes& bytes) {
  return value_of(tree_hash_from(value_of(digest(DigestAlgorithm::sha256, bytes))));
}

// RFC 9162, 2.1.1, word for word and without memory: the second opinion.
TreeHash naive_root(std::span<const TreeHash> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves.front();
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  Bytes node{1};
  append(node, naive_root(leaves.first(left)));
  append(node, naive_root(leaves.subspan(left)));
  return sha256(node);
}

// RFC 9162, 2.1.3.1.
Proof naive_path(std::size_t index, std::span<const TreeHash> leaves) {
  if (leaves.size() == 1) return {};
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  const bool is_left = index < left;
  auto path = is_left ? naive_path(index, leaves.first(left)) : naive_path(index - left, leaves.subspan(left));
  path.push_back(naive_root(is_left ? leaves.subspan(left) : leaves.first(left)));
  return path;
}

// RFC 9162, 2.1.4.1.
Proof naive_subproof(std::size_t old_size, std::span<const TreeHash> leaves, bool is_known) {
  if (old_size == leaves.size()) return is_known ? Proof{} : Proof{naive_root(leaves)};
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  const bool is_left = old_size <= left;
  auto proof = is_left ? naive_subproof(old_size, leaves.first(left), is_known)
                       : naive_subproof(old_size - left, leaves.subspan(left), false);
  proof.push_back(naive_root(is_left ? leaves.subspan(left) : leaves.first(left)));
  return proof;
}

MerkleTree tree_of(std::span<const TreeHash> leaves) {
  MerkleTree tree;
  for (const auto& leaf : leaves) value_of(tree.append(leaf));
  return tree;
}

std::vector<TreeHash> random_leaves(std::size_t count) {
  std::mt19937_64 random(count);
  std::vector<TreeHash> leaves(count);
  for (auto& leaf : leaves) {
    for (auto& octet : leaf) octet = static_cast<std::uint8_t>(random());
  }
  return leaves;
}

void expect_wrong(const Status& verified, std::string_view what) {
  ASSERT_FALSE(verified) << what;
  EXPECT_EQ(verified.error().reason, Reason::log_proof_wrong) << what;
}

void expect_out_of_range(const Result<Proof>& proof) {
  ASSERT_FALSE(proof);
  EXPECT_EQ(proof.error().reason, Reason::value_wrong);
}

// ---- The reference values of Certificate Transparency (certificate-transparency: cpp/merkletree/merkle_tree_test.cc)
// ----

const std::vector<std::string> reference_leaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};

std::vector<TreeHash> reference_hashes() {
  std::vector<TreeHash> hashes;
  for (const auto& leaf : reference_leaves) hashes.push_back(value_of(leaf_hash(value_of(from_hex(leaf)))));
  return hashes;
}

const std::vector<std::string> reference_roots = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                                  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                                  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                                  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                                  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                                  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                                  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                                  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                                  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(MerkleTree, HasTheReferenceRoots) {
  const auto tree = tree_of(reference_hashes());
  for (std::size_t size = 0; size < reference_roots.size(); ++size) {
    EXPECT_EQ(hex_lower(value_of(tree.root(size))), reference_roots[size]) << size;
  }
  EXPECT_EQ(hex_lower(value_of(tree.root())), reference_roots.back());
}

struct ReferenceProof {
  std::uint64_t first, size;  // index or old size
  std::vector<std::string> hashes;
};

Proof proof_of(const ReferenceProof& reference) {
  Proof proof;
  for (const auto& hash : reference.hashes) proof.push_back(hash_from(hash));
  return proof;
}

constexpr auto hash_0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
constexpr auto hash_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
constexpr auto hash_01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
constexpr auto hash_23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
constexpr auto hash_03 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
constexpr auto hash_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
constexpr auto hash_45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
constexpr auto hash_47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
constexpr auto hash_67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

TEST(MerkleTree, HasTheReferenceInclusionProofs) {
  const auto tree = tree_of(reference_hashes());
  const ReferenceProof references[] = {{0, 1, {}},
                                       {0, 8, {hash_1, hash_23, hash_47}},
                                       {5, 8, {hash_4, hash_67, hash_03}},
                                       {2, 3, {hash_01}},
                                       {1, 5, {hash_0, hash_23, hash_4}}};
  for (const auto& reference : references) {
    EXPECT_EQ(value_of(tree.prove_inclusion(reference.first, reference.size)), proof_of(reference)) << reference.first;
  }
}

TEST(MerkleTree, HasTheReferenceConsistencyProofs) {
  const auto tree = tree_of(reference_hashes());
  const ReferenceProof references[] = {
      {1, 1, {}}, {1, 8, {hash_1, hash_23, hash_47}}, {6, 8, {hash_45, hash_67, hash_03}}, {2, 5, {hash_23, hash_4}}};
  for (const auto& reference : references) {
    EXPECT_EQ(value_of(tree.prove_consistency(reference.first, reference.size)), proof_of(reference))
        << reference.first;
  }
}

// ---- Against the naive computation ----

TEST(MerkleTree, AgreesWithTheDefinitionAtEverySize) {
  const auto leaves = random_leaves(70);
  const auto tree = tree_of(leaves);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const auto part = std::span(leaves).first(size);
    ASSERT_EQ(value_of(tree.root(size)), naive_root(part));
    for (std::size_t index = 0; index < size; ++index) {
      ASSERT_EQ(value_of(tree.prove_inclusion(index, size)), naive_path(index, part)) << index << " of " << size;
    }
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      ASSERT_EQ(value_of(tree.prove_consistency(old_size, size)), naive_subproof(old_size, part, true))
          << old_size << " of " << size;
    }
  }
}

TEST(MerkleTree, EveryProofOfItIsVerified) {
  const auto leaves = random_leaves(70);
  const auto tree = tree_of(leaves);
  for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
    const auto root = value_of(tree.root(size));
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = value_of(tree.prove_inclusion(index, size));
      ASSERT_TRUE(verify_inclusion({leaves[index], index, size, root}, proof)) << index << " of " << size;
    }
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const auto proof = value_of(tree.prove_consistency(old_size, size));
      ASSERT_TRUE(verify_consistency({old_size, value_of(tree.root(old_size)), size, root}, proof))
          << old_size << " of " << size;
    }
  }
}

TEST(MerkleTree, HoldsAMeetingOfManyVoters) {
  constexpr std::size_t count = 120'000;
  const auto leaves = random_leaves(count);
  const auto tree = tree_of(leaves);
  const auto root = value_of(tree.root());
  EXPECT_EQ(root, naive_root(leaves));
  for (std::uint64_t index = count - 1000; index < count; ++index) {
    ASSERT_TRUE(verify_inclusion({leaves[index], index, count, root}, value_of(tree.prove_inclusion(index, count))));
  }
}

TEST(MerkleTree, ProvesNothingOutsideItself) {
  const auto tree = tree_of(random_leaves(5));
  EXPECT_TRUE(tree.prove_inclusion(4, 5));
  EXPECT_TRUE(tree.prove_consistency(5, 5));
  expect_out_of_range(tree.prove_inclusion(5, 5));
  expect_out_of_range(tree.prove_inclusion(0, 6));
  expect_out_of_range(tree.prove_inclusion(0, 0));
  expect_out_of_range(tree.prove_consistency(3, 6));
  expect_out_of_range(tree.prove_consistency(4, 3));
  const auto root = tree.root(6);
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().reason, Reason::value_wrong);
}

TEST(TreeHash, HasThirtyTwoOctets) {
  EXPECT_TRUE(tree_hash_from(Bytes(32)));
  for (const std::size_t size : {0U, 31U, 33U}) {
    const auto hash = tree_hash_from(Bytes(size));
    ASSERT_FALSE(hash);
    EXPECT_EQ(hash.error().reason, Reason::value_wrong);
  }
}

// ---- What is not so is not proven ----

TreeHash flipped(TreeHash hash) {
  hash[7] = static_cast<std::uint8_t>(hash[7] ^ 0x10);
  return hash;
}

// Every proof with one hash changed, one left out, one put in, two swapped.
std::vector<Proof> damaged(const Proof& proof) {
  std::vector<Proof> all;
  for (std::size_t at = 0; at <= proof.size(); ++at) {
    all.emplace_back(proof).insert(all.back().begin() + static_cast<std::ptrdiff_t>(at), flipped({}));
    if (at == proof.size()) break;
    all.emplace_back(proof)[at] = flipped(proof[at]);
    all.emplace_back(proof).erase(all.back().begin() + static_cast<std::ptrdiff_t>(at));
    if (at == 0) continue;
    auto& swapped = all.emplace_back(proof);
    std::swap(swapped[at - 1], swapped[at]);
  }
  return all;
}

TEST(VerifyInclusion, RefusesEveryDamagedProof) {
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 9U, 21U}) {
    const auto leaves = random_leaves(size);
    const auto tree = tree_of(leaves);
    for (std::uint64_t index = 0; index < size; ++index) {
      const InclusionClaim claim{leaves[index], index, size, value_of(tree.root())};
      for (const auto& proof : damaged(value_of(tree.prove_inclusion(index, size)))) {
        expect_wrong(verify_inclusion(claim, proof), std::to_string(index) + " of " + std::to_string(size));
      }
    }
  }
}

TEST(VerifyInclusion, RefusesEveryOtherClaim) {
  const std::uint64_t size = 13;
  const auto leaves = random_leaves(size);
  const auto tree = tree_of(leaves);
  const auto root = value_of(tree.root());
  for (std::uint64_t index = 0; index < size; ++index) {
    const auto proof = value_of(tree.prove_inclusion(index, size));
    EXPECT_TRUE(verify_inclusion({leaves[index], index, size, root}, proof));
    for (std::uint64_t other = 0; other < size + 3; ++other) {
      if (other == index) continue;
      expect_wrong(verify_inclusion({leaves[index], other, size, root}, proof), "another index");
    }
    expect_wrong(verify_inclusion({flipped(leaves[index]), index, size, root}, proof), "another leaf");
    expect_wrong(verify_inclusion({leaves[index], index, size, flipped(root)}, proof), "another root");
  }
}

// A proof tells the shape of its own path, not the size of the tree: with another size at the same shape it may still
// lead to the root. Sizes are believed because the log signs them together with the root.
TEST(VerifyInclusion, RefusesSizesOfAnotherShape) {
  const auto leaves = random_leaves(8);
  const auto tree = tree_of(leaves);
  const auto root = value_of(tree.root());
  const auto proof = value_of(tree.prove_inclusion(7, 8));
  EXPECT_TRUE(verify_inclusion({leaves[7], 7, 8, root}, proof));
  for (const std::uint64_t size : {0ULL, 7ULL, 9ULL, 16ULL, 17ULL, ~0ULL}) {
    expect_wrong(verify_inclusion({leaves[7], 7, size, root}, proof), std::to_string(size));
  }
}

TEST(VerifyConsistency, RefusesEveryDamagedProof) {
  for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 9U, 21U}) {
    const auto tree = tree_of(random_leaves(size));
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const ConsistencyClaim claim{old_size, value_of(tree.root(old_size)), size, value_of(tree.root())};
      for (const auto& proof : damaged(value_of(tree.prove_consistency(old_size, size)))) {
        expect_wrong(verify_consistency(claim, proof), std::to_string(old_size) + " of " + std::to_string(size));
      }
    }
  }
}

TEST(VerifyConsistency, RefusesOtherRootsAndSmallerTrees) {
  const auto tree = tree_of(random_leaves(13));
  const auto root = value_of(tree.root());
  for (std::uint64_t old_size = 0; old_size <= 13; ++old_size) {
    const auto old_root = value_of(tree.root(old_size));
    const auto proof = value_of(tree.prove_consistency(old_size, 13));
    EXPECT_TRUE(verify_consistency({old_size, old_root, 13, root}, proof));
    expect_wrong(verify_consistency({old_size, flipped(old_root), 13, root}, proof), "another old root");
    if (old_size != 0) expect_wrong(verify_consistency({old_size, old_root, 13, flipped(root)}, proof), "another root");
    if (old_size != 13) expect_wrong(verify_consistency({13, root, old_size, old_root}, proof), "it became smaller");
  }
  expect_wrong(verify_consistency({3, root, 3, flipped(root)}, {}), "two roots of one size");
}

}  // namespace
}  // namespace sceau
