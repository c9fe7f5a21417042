// SPDX-License-Identifier: Apache-2.0
// An entry of the log as the store keeps it: everything that says who or why is encrypted under the storage key, and
// bound to the entry's leaf, so that no row can stand in the place of another.
#pragma once

#include "crypto/data_at_rest.h"
#include "vote/ballot_store.h"

namespace sceau {

// With a salt of `random`; `sealed` is the form, encrypted to the urn, of a ballot or mandate. Errors: those of
// leaf_data, encrypt_at_rest and the source.
Result<StoredEntry> store_entry(LogEntry entry, Bytes sealed, const SymmetricKey& at_rest, const RandomSource& random);

// The entry again. Errors: encryption.altered (another key too), vote.entry_malformed, vote.store_damaged (the leaf is
// not that of the entry).
Result<LogEntry> stored_entry(const StoredEntry& stored, const SymmetricKey& at_rest);

}  // namespace sceau
