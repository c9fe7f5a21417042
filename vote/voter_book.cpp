// SPDX-License-Identifier: Apache-2.0
#include "vote/voter_book.h"

#include "vote/storage_keys.h"

namespace sceau {

Result<VoterBook> VoterBook::of(std::span<const Register> registers, const SymmetricKey& tags) {
  VoterBook book;
  for (const auto& shares : registers) {
    for (const auto& shareholder : shares.shareholders()) {
      auto tag = voter_tag(tags, shareholder.id);
      if (!tag) return tag.error();
      book.by_tag_.emplace(std::move(*tag), shareholder.id);
    }
  }
  return book;
}

std::string VoterBook::shareholder(ByteView tag) const {
  const auto found = by_tag_.find(Bytes(tag.begin(), tag.end()));
  return found == by_tag_.end() ? std::string() : found->second;
}

}  // namespace sceau
