// SPDX-License-Identifier: Apache-2.0
#include "vote/receipt_id.h"

#include "crypto/keyed_hash.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t tag_bytes = 12;
constexpr std::size_t row_bytes = 8;

Bytes big_endian(EntryRow row) {
  Bytes bytes(row_bytes);
  for (std::size_t i = 0; i < row_bytes; ++i) {
    bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(row) >> (8 * (row_bytes - 1 - i)));
  }
  return bytes;
}

EntryRow from_big_endian(ByteView bytes) {
  std::uint64_t row = 0;
  for (const auto byte : bytes) row = row << 8 | byte;
  return static_cast<EntryRow>(row);
}

Result<Bytes> tag_of(const SymmetricKey& key, ByteView row) {
  Bytes message = to_bytes("row");
  append(message, row);
  auto tag = keyed_hash(key, message);
  if (tag) tag->resize(tag_bytes);
  return tag;
}

Result<Bytes> masked(const SymmetricKey& key, ByteView tag, ByteView row) {
  Bytes message = to_bytes("mask");
  append(message, tag);
  const auto mask = keyed_hash(key, message);
  if (!mask) return mask.error();
  Bytes out(row.begin(), row.end());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] ^= (*mask)[i];
  return out;
}

}  // namespace

Result<std::string> receipt_id(const SymmetricKey& key, EntryRow row) {
  const auto plain = big_endian(row);
  auto tag = tag_of(key, plain);
  if (!tag) return tag.error();
  const auto hidden = masked(key, *tag, plain);
  if (!hidden) return hidden.error();
  return hex_lower(*tag) + hex_lower(*hidden);
}

Result<std::optional<EntryRow>> row_of_receipt(const SymmetricKey& key, std::string_view id) {
  const auto bytes = from_hex(id);
  if (!bytes || bytes->size() != tag_bytes + row_bytes || hex_lower(*bytes) != id) return std::optional<EntryRow>();
  const auto tag = ByteView(*bytes).first(tag_bytes);
  const auto plain = masked(key, tag, ByteView(*bytes).subspan(tag_bytes));
  if (!plain) return plain.error();
  const auto expected = tag_of(key, *plain);
  if (!expected) return expected.error();
  if (!is_equal_in_constant_time(*expected, tag)) return std::optional<EntryRow>();
  return std::optional(from_big_endian(*plain));
}

}  // namespace sceau
