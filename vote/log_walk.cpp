// SPDX-License-Identifier: Apache-2.0
#include "vote/log_walk.h"

#include <algorithm>

namespace sceau {
namespace {

constexpr LogIndex most_at_once = 1024;

}  // namespace

Status for_each_part(BallotStore& store, LogIndex first, LogIndex size, std::size_t at_once,
                     const std::function<Status(EntryRecords)>& visit) {
  for (LogIndex index = first; index < size;) {
    auto records = store.entries(index, std::min<std::size_t>(at_once, size - index));
    if (!records) return records.error();
    if (records->empty()) return Error{Reason::vote_store_damaged, "the log is shorter than its checkpoint"};
    index += records->size();
    if (auto visited = visit(std::move(*records)); !visited) return visited;
  }
  return Done{};
}

Result<std::optional<EntryRecord>> newest_of(BallotStore& store, EntryType type) {
  const auto counts = store.counts();
  if (!counts) return counts.error();
  for (LogIndex end = counts->logged; end > 0;) {
    const LogIndex begin = end > most_at_once ? end - most_at_once : 0;
    auto records = store.entries(begin, end - begin);
    if (!records) return records.error();
    for (auto record = records->rbegin(); record != records->rend(); ++record) {
      if (record->entry.type == type) return std::optional(std::move(*record));
      if (record->entry.type == EntryType::close) return std::optional<EntryRecord>();
    }
    end = begin;
  }
  return std::optional<EntryRecord>();
}

}  // namespace sceau
