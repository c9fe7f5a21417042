// SPDX-License-Identifier: Apache-2.0
// The files of a bundle whose manifest was checked, and the hashes by which they name each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/merkle_tree.h"
#include "formats/value_tree/value_fields.h"
#include "formats/zip/zip_reader.h"
#include "foundation/instant.h"
#include "verifier/audit/finding_list.h"

namespace sceau::audit {

using Hash = TreeHash;  // SHA-256

Hash sha256(ByteView bytes);  // all zeros where the library fails: equal to nothing
std::string hex(const Hash& hash);
std::optional<Hash> hash_from_hex(std::string_view text);  // 64 lower-case digits

// A member that is a hash in hexadecimal. Findings as those of ValueFields.
std::optional<Hash> hash_in(ValueFields& fields, std::string_view key, Presence presence = Presence::needed);
std::vector<Hash> hashes_in(ValueFields& fields, std::string_view key);
std::optional<Instant> instant_in(ValueFields& fields, std::string_view key);

class BundleFiles {
 public:
  static constexpr std::size_t usual_limit = std::size_t{16} << 20;

  explicit BundleFiles(const ZipReader& zip) : zip_(&zip) {}

  const ZipReader& zip() const { return *zip_; }
  bool has(std::string_view name) const { return zip_->find(name) != nullptr; }
  // The names that begin so, in rising order.
  std::vector<std::string> names_in(std::string_view folder) const;

  // Nothing, and a finding, where there is no such file, where it is larger than `limit`, or cannot be unpacked.
  std::optional<Bytes> read(std::string_view name, FindingList& findings, std::size_t limit = usual_limit) const;
  // The same, read as canonical JSON (RFC 8785).
  std::optional<Value> read_canonical_json(std::string_view name, FindingList& findings) const;

 private:
  const ZipReader* zip_;
};

}  // namespace sceau::audit
