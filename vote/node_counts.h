// SPDX-License-Identifier: Apache-2.0
// D13: how many entries of the log each node wrote. The close entry commits to the figure of every node, so that none
// can say afterwards that it had more.
#pragma once

#include <map>
#include <string>

#include "crypto/data_at_rest.h"
#include "vote/ballot_store.h"

namespace sceau {

class NodeCounts {
 public:
  // Both must outlive it.
  NodeCounts(BallotStore& store, const SymmetricKey& at_rest) : store_(store), at_rest_(at_rest) {}

  // Reads on until the first `size` entries of the log are counted; those that were need not be read again. Errors:
  // vote.store_damaged (the log has not so many), encryption.altered, those of the store.
  Status count_to(LogIndex size);
  const std::map<std::string, std::int64_t>& by_node() const { return by_node_; }

 private:
  BallotStore& store_;
  const SymmetricKey& at_rest_;
  LogIndex counted_ = 0;
  std::map<std::string, std::int64_t> by_node_;
};

}  // namespace sceau
