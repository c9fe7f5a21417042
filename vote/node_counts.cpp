// SPDX-License-Identifier: Apache-2.0
#include "vote/node_counts.h"

#include "vote/entry_at_rest.h"
#include "vote/log_walk.h"

namespace sceau {
namespace {

constexpr std::size_t entries_at_once = 256;

}  // namespace

Status NodeCounts::count_to(LogIndex size) {
  return for_each_part(store_, counted_, size, entries_at_once, [this](const EntryRecords& records) -> Status {
    for (const auto& record : records) {
      const auto entry = stored_entry(record.entry, at_rest_);
      if (!entry) return entry.error();
      ++by_node_[entry->node];
    }
    counted_ += records.size();
    return Done{};
  });
}

}  // namespace sceau
