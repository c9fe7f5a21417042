// SPDX-License-Identifier: Apache-2.0
#include "vote/entry_at_rest.h"

namespace sceau {

Result<StoredEntry> store_entry(LogEntry entry, Bytes sealed, const SymmetricKey& at_rest, const RandomSource& random) {
  auto salt = random_bytes(random, salt_bytes);
  if (!salt) return salt.error();
  entry.salt = std::move(*salt);
  auto leaf = leaf_data(entry);
  if (!leaf) return leaf.error();
  const auto confidential = confidential_part(entry);
  if (!confidential) return confidential.error();
  auto encrypted = encrypt_at_rest(at_rest, *confidential, *leaf, random);
  if (!encrypted) return encrypted.error();
  return StoredEntry{entry.type, entry.at, std::move(*leaf), std::move(*encrypted), std::move(sealed)};
}

Result<LogEntry> stored_entry(const StoredEntry& stored, const SymmetricKey& at_rest) {
  const auto confidential = decrypt_at_rest(at_rest, stored.at_rest, stored.leaf);
  if (!confidential) return confidential.error();
  auto entry = read_entry(stored.type, stored.at, confidential->reveal());
  if (!entry) return entry.error();
  const auto leaf = leaf_data(*entry);
  if (!leaf) return leaf.error();
  if (*leaf != stored.leaf) return Error{Reason::vote_store_damaged, "an entry is not the one its leaf was made of"};
  return std::move(*entry);
}

}  // namespace sceau
