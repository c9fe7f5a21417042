// SPDX-License-Identifier: Apache-2.0
// The keys under which the server keeps what must not be read off its disk. All come from one passphrase that is given
// at every start and kept nowhere; the store holds the settings by which it becomes a key, and a check value.
#pragma once

#include <memory>

#include "crypto/keyed_hash.h"
#include "vote/ballot_store.h"

namespace sceau {

// One key for one purpose each. May be read by several threads at once.
struct StorageKeys {
  SymmetricKey at_rest;   // payloads, register, delivery data
  SymmetricKey hashes;    // access codes, idempotency keys, requests
  SymmetricKey receipts;  // ids of receipts
  SymmetricKey tags;      // voter tags; fixed by hash when the vote opens, given to the auditors after the count
};

// Of a store that has no keys yet they are made (its first start); an erased one gets none. Errors: vote.erased,
// key.wrong_passphrase (also an empty one), vote.store_damaged, those of the store and the source.
Result<std::shared_ptr<const StorageKeys>> open_storage_keys(BallotStore& store, const Secret& passphrase,
                                                             const RandomSource& random);

// How a shareholder appears on the disk. Error: internal.crypto.
Result<Bytes> voter_tag(const SymmetricKey& tags, std::string_view shareholder);

}  // namespace sceau
