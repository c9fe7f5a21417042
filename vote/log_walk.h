// SPDX-License-Identifier: Apache-2.0
// The entries of the log, read part by part: together they would not fit into memory.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "vote/ballot_store.h"

namespace sceau {

using EntryRecords = std::vector<EntryRecord>;

// From `first` up to `size`, in their order, at most `at_once` in a part. The first error of a visit ends it. Errors:
// those of the store and of the visit, vote.store_damaged (the log is shorter).
Status for_each_part(BallotStore& store, LogIndex first, LogIndex size, std::size_t at_once,
                     const std::function<Status(EntryRecords)>& visit);

// The newest entry of the log of that type: the close, or what may follow it. Nothing is looked for before the close.
// Nothing where there is none. Errors: those of the store.
Result<std::optional<EntryRecord>> newest_of(BallotStore& store, EntryType type);

}  // namespace sceau
