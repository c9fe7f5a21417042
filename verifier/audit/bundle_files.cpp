// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/bundle_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "foundation/text_encoding.h"

namespace sceau::audit {

Hash sha256(ByteView bytes) {
  const auto octets = digest(DigestAlgorithm::sha256, bytes);
  const auto hash = octets ? tree_hash_from(*octets) : Result<Hash>(Hash{});
  return hash ? *hash : Hash{};
}

std::string hex(const Hash& hash) { return hex_lower(hash); }

std::optional<Hash> hash_from_hex(std::string_view text) {
  if (text.size() != 64 || std::ranges::any_of(text, [](char c) { return 'A' <= c && c <= 'F'; })) return std::nullopt;
  const auto octets = from_hex(text);
  const auto hash = octets ? tree_hash_from(*octets) : Result<Hash>(octets.error());
  return hash ? std::optional(*hash) : std::nullopt;
}

std::optional<Hash> hash_in(ValueFields& fields, std::string_view key, Presence presence) {
  const auto text = fields.text(key, presence);
  if (!text) return std::nullopt;
  const auto hash = hash_from_hex(*text);
  if (!hash) fields.refuse(key, "must be 64 hexadecimal digits");
  return hash;
}

std::vector<Hash> hashes_in(ValueFields& fields, std::string_view key) {
  std::vector<Hash> hashes;
  for (const auto& text : fields.texts(key)) {
    const auto hash = hash_from_hex(text);
    if (hash) hashes.push_back(*hash);
    if (!hash) fields.refuse(key, "each must be 64 hexadecimal digits");
  }
  return hashes;
}

std::optional<Instant> instant_in(ValueFields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return std::nullopt;
  const auto instant = from_rfc3339(*text);
  if (!instant) fields.refuse(key, "must be a time like 2027-05-11T13:00:00Z");
  return instant ? std::optional(*instant) : std::nullopt;
}

std::vector<std::string> BundleFiles::names_in(std::string_view folder) const {
  std::vector<std::string> names;
  for (const auto& entry : zip_->entries()) {
    if (entry.name.starts_with(folder)) names.push_back(entry.name);
  }
  std::ranges::sort(names);
  return names;
}

std::optional<Bytes> BundleFiles::read(std::string_view name, FindingList& findings, std::size_t limit) const {
  if (!has(name)) {
    findings.add(Reason::audit_file_missing, std::string(name));
    return std::nullopt;
  }
  auto bytes = zip_->read(name, limit);
  if (!bytes) findings.add_malformed(name, bytes.error());
  return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
}

std::optional<Value> BundleFiles::read_canonical_json(std::string_view name, FindingList& findings) const {
  const auto bytes = read(name, findings);
  if (!bytes) return std::nullopt;
  auto value = read_json(*bytes, {.document_bytes = usual_limit});
  if (!value) {
    findings.add_malformed(name, value.error());
    return std::nullopt;
  }
  if (canonical_json(*value) != as_text(*bytes)) {
    findings.add(Reason::audit_file_malformed, fmt::format("{}: the JSON is not in its canonical form", name));
  }
  return *std::move(value);
}

}  // namespace sceau::audit
