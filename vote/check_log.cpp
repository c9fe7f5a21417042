// SPDX-License-Identifier: Apache-2.0
#include "vote/check_log.h"

#include <fmt/format.h>

#include "vote/checkpoint_anchor.h"

namespace sceau {
namespace {

Error rolled_back(std::string detail) { return {Reason::vote_log_rolled_back, std::move(detail)}; }
Error damaged(std::string detail) { return {Reason::vote_store_damaged, std::move(detail)}; }

}  // namespace

Status is_prefix(const Checkpoint& checkpoint, LogIndex size, const LogTree& tree) {
  if (checkpoint.size > size) {
    return rolled_back(fmt::format("the log has {} entries; a checkpoint it gave out has {}", size, checkpoint.size));
  }
  const auto root = tree.root_at(checkpoint.size);
  if (!root) return root.error();
  if (*root != checkpoint.root) return rolled_back(fmt::format("its first {} entries are others", checkpoint.size));
  return Done{};
}

Status check_stored(const std::optional<StoredCheckpoint>& stored, const LogTree& tree, const LogVerifier& verifier) {
  if (!stored && tree.size() == 0) return Done{};
  if (!stored) return damaged("the log has no checkpoint");
  const auto checkpoint = open_checkpoint(as_text(stored->note), verifier);
  if (!checkpoint) return damaged("its newest checkpoint is not signed by this log's key");
  const auto root = tree.root_at(tree.size());
  if (!root) return root.error();
  if (checkpoint->size != tree.size() || checkpoint->root != *root) {
    return damaged("the stored entries are not those of the newest checkpoint");
  }
  return Done{};
}

Status check_anchor(const Path& file, const LogTree& tree, const LogVerifier& verifier) {
  const auto anchor = read_anchor(file);
  if (!anchor) return anchor.error();
  if (!*anchor && tree.size() == 0) return Done{};
  if (!*anchor) return rolled_back("no checkpoint in " + file.string());
  const auto checkpoint = open_checkpoint(**anchor, verifier);
  if (!checkpoint) return rolled_back(file.string() + " is not of this log: " + checkpoint.error().detail);
  return is_prefix(*checkpoint, tree.size(), tree);
}

}  // namespace sceau
