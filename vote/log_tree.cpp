// SPDX-License-Identifier: Apache-2.0
#include "vote/log_tree.h"

#include <algorithm>
#include <array>

#include "crypto/digest.h"

namespace sceau {
namespace {

constexpr std::size_t leaves_at_once = 10'000;

Result<TreeHash> hash_of(std::span<const ByteView> pieces) {
  const auto hash = digest(DigestAlgorithm::sha256, pieces);
  if (!hash) return hash.error();
  TreeHash result{};
  std::ranges::copy(*hash, result.begin());
  return result;
}

// RFC 9162, 2.1.1.
Result<TreeHash> hash_of_node(const TreeHash& left, const TreeHash& right) {
  const std::array<std::uint8_t, 1> prefix{1};
  return hash_of(std::array{ByteView(prefix), ByteView(left), ByteView(right)});
}

Result<TreeHash> hash_of_leaf(ByteView leaf) {
  const std::array<std::uint8_t, 1> prefix{0};
  return hash_of(std::array{ByteView(prefix), leaf});
}

}  // namespace

Status MerkleFrontier::append(ByteView leaf_data) {
  auto carried = hash_of_leaf(leaf_data);
  for (auto& level : levels_) {
    if (!carried) return carried.error();
    if (!level) {
      level = *carried;
      return Done{};
    }
    carried = hash_of_node(*level, *carried);
    level.reset();
  }
  if (!carried) return carried.error();
  levels_.emplace_back(*carried);
  return Done{};
}

Result<TreeHash> MerkleFrontier::root() const {
  std::optional<TreeHash> right;
  for (const auto& level : levels_) {
    if (!level) continue;
    const auto joined = right ? hash_of_node(*level, *right) : Result<TreeHash>(*level);
    if (!joined) return joined.error();
    right = *joined;
  }
  return right ? Result<TreeHash>(*right) : hash_of({});
}

Result<LogTree> LogTree::load(BallotStore& store) {
  LogTree log;
  while (true) {
    const auto leaves = store.leaves(log.size(), leaves_at_once);
    if (!leaves) return leaves.error();
    if (leaves->empty()) return log;
    for (const auto& logged : *leaves) {
      const auto appended = log.append(logged.row, logged.leaf);
      if (!appended) return appended.error();
      const auto again = log.second_.append(logged.leaf);
      if (!again) return again.error();
    }
  }
}

std::optional<LogIndex> LogTree::index_of(EntryRow row) const {
  const auto found = places_.find(row);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

Result<TreeHash> LogTree::recompute(const std::vector<UnloggedEntry>& entries, BallotStore& store,
                                    const LeafOfEntry& leaf_of) {
  for (const auto& entry : entries) {
    const auto again = store.entry_at(entry.row);
    if (!again) return again.error();
    if (!*again) return Error{Reason::vote_store_damaged, "an entry is gone"};
    const auto leaf = leaf_of((*again)->entry);
    if (!leaf) return leaf.error();
    const auto appended = second_.append(*leaf);
    if (!appended) return appended.error();
  }
  return second_.root();
}

Result<TreeHash> LogTree::extend(const std::vector<UnloggedEntry>& entries) {
  for (const auto& entry : entries) {
    const auto appended = append(entry.row, entry.leaf);
    if (!appended) return appended.error();
  }
  return tree_.root();
}

Status LogTree::append(EntryRow row, ByteView leaf) {
  const auto hash = leaf_hash(leaf);
  if (!hash) return hash.error();
  const auto appended = tree_.append(*hash);
  if (!appended) return appended;
  places_[row] = tree_.size() - 1;
  return Done{};
}

}  // namespace sceau
