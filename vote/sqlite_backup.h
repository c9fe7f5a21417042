// SPDX-License-Identifier: Apache-2.0
// A copy of the store at one moment, taken while votes come in. It is a plain database of one file, without a
// write-ahead log beside it. To restore it, put it in the place of the store and remove the store's -wal and -shm
// files.
#pragma once

#include "foundation/file_bytes.h"
#include "vote/ballot_store.h"

namespace sceau {

// `to` is whole or absent, and never replaced; nobody but its owner may read it. What the copy holds. Errors:
// vote.store_not_usable, vote.store_damaged (the copy does not pass SQLite's own check), file.exists,
// file.not_writable, file.no_space, vote.not_recorded (the store was locked for too long).
Result<EntryCounts> back_up_store(const Path& store, const Path& to, const Disk& disk = real_disk());

// Writes the write-ahead log into the store's one file and removes it, as before the file is replaced by another: what
// stood in that log would be taken for the other's. Error: vote.store_not_usable (some process has the store open).
Status settle_store(const Path& store);

}  // namespace sceau
