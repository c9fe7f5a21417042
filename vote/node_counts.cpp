// SPDX-License-Identifier: Apache-2.0
#include "vote/node_counts.h"

#include <algorithm>

#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

constexpr std::size_t entries_at_once = 256;

}  // namespace

Status NodeCounts::count_to(LogIndex size) {
  while (counted_ < size) {
    const auto records = store_.entries(counted_, std::min<std::size_t>(entries_at_once, size - counted_));
    if (!records) return records.error();
    if (records->empty()) return Error{Reason::vote_store_damaged, "the log is shorter than its checkpoint"};
    for (const auto& record : *records) {
      const auto entry = stored_entry(record.entry, at_rest_);
      if (!entry) return entry.error();
      ++by_node_[entry->node];
    }
    counted_ += records->size();
  }
  return Done{};
}

}  // namespace sceau
