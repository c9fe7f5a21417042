// SPDX-License-Identifier: Apache-2.0
#include "vote/log_mirror.h"

namespace sceau {
namespace {

constexpr std::size_t leaves_at_once = 4096;

Error no_such_size() { return {Reason::value_wrong, "the log has no such size or index"}; }

}  // namespace

Status LogMirror::grow_to(LogIndex size) {
  while (tree_.size() < size) {
    const auto more = store_.leaves(tree_.size(), leaves_at_once);
    if (!more) return more.error();
    if (more->empty()) return no_such_size();
    for (const auto& data : *more) {
      const auto leaf = leaf_hash(data.leaf);
      if (!leaf) return leaf.error();
      const auto added = tree_.append(*leaf);
      if (!added) return added.error();
      leaves_.push_back(*leaf);
    }
  }
  return Done{};
}

Result<InclusionAnswer> LogMirror::prove_inclusion(LogIndex index, LogIndex size) {
  const std::lock_guard lock(mutex_);
  const auto grown = grow_to(size);
  if (!grown) return grown.error();
  if (index >= size) return no_such_size();
  auto proof = tree_.prove_inclusion(index, size);
  if (!proof) return proof.error();
  return InclusionAnswer{leaves_[index], std::move(*proof)};
}

Result<std::vector<TreeHash>> LogMirror::prove_consistency(LogIndex old_size, LogIndex size) {
  const std::lock_guard lock(mutex_);
  const auto grown = grow_to(size);
  if (!grown) return grown.error();
  if (old_size > size) return no_such_size();
  return tree_.prove_consistency(old_size, size);
}

}  // namespace sceau
