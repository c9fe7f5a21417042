// SPDX-License-Identifier: Apache-2.0
// What the close entry says of the log (D14), for the papers of the meeting.
#pragma once

#include <map>
#include <string>

#include "crypto/data_at_rest.h"
#include "vote/log_entry.h"

namespace sceau {

class BallotStore;

// The log of the remote vote as it stood when it was closed.
struct ClosedLog {
  Instant closed_at{};
  std::int64_t entries = 0;                        // before the close entry
  Bytes root = {};                                 // of their Merkle tree
  std::map<std::string, std::int64_t> nodes = {};  // D13: of them, by who wrote them
  bool clock_was_degraded = false;
  bool operator==(const ClosedLog&) const = default;
};

// The payload of a close entry, as close_vote() writes it. Errors: those of read_json, value.* (the first finding).
Result<ClosedLog> read_close(const LogEntry& entry);

// Looks for the close entry from the end of the log. Errors: vote.not_closed (there is none), those of the store
// and of read_close, encryption.altered.
Result<ClosedLog> closed_log(BallotStore& store, const SymmetricKey& at_rest);

}  // namespace sceau
