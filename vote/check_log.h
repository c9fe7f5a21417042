// SPDX-License-Identifier: Apache-2.0
// Whether a log is the one it says it is: against its own newest checkpoint, against those it has given out, and
// against the one kept outside its store. `size` is what the log has made public; the tree may be ahead of it.
#pragma once

#include "crypto/transparency_log.h"
#include "foundation/file_bytes.h"
#include "vote/log_tree.h"

namespace sceau {

// Is the checkpoint of this log's past? Error: vote.log_rolled_back (it has more entries, or others).
Status is_prefix(const Checkpoint& checkpoint, LogIndex size, const LogTree& tree);

// Is the newest stored checkpoint that of all stored entries? Error: vote.store_damaged.
Status check_stored(const std::optional<StoredCheckpoint>& stored, const LogTree& tree, const LogVerifier& verifier);

// Is the anchor of this log's past? A log that is not empty has one. Errors: vote.log_rolled_back, those of
// read_anchor.
Status check_anchor(const Path& file, const LogTree& tree, const LogVerifier& verifier);

}  // namespace sceau
