// SPDX-License-Identifier: Apache-2.0
#include "vote/log_entry.h"

#include <algorithm>
#include <array>

#include "crypto/digest.h"

namespace sceau {
namespace {

struct TypeRow {
  EntryType type;
  std::string_view name;
};
constexpr std::array types{
    TypeRow{EntryType::open, "open"},
    TypeRow{EntryType::ballot, "ballot"},
    TypeRow{EntryType::refusal, "refusal"},
    TypeRow{EntryType::mandate, "mandate"},
    TypeRow{EntryType::revocation, "revocation"},
    TypeRow{EntryType::register_change, "register-change"},
    TypeRow{EntryType::clock, "clock"},
    TypeRow{EntryType::close, "close"},
    TypeRow{EntryType::opening, "opening"},
    TypeRow{EntryType::tally, "tally"},
    TypeRow{EntryType::publish, "publish"},
    TypeRow{EntryType::erase, "erase"},
    TypeRow{EntryType::admin, "admin"},
};

constexpr std::string_view zero("\0", 1);
constexpr std::string_view leaf_prefix("sceau.vote.leaf/1\0", 18);

Error malformed(std::string detail) { return {Reason::vote_entry_malformed, std::move(detail)}; }

Status check_shape(const LogEntry& entry) {
  if (entry.salt.size() != salt_bytes) return malformed("salt of " + std::to_string(entry.salt.size()) + " bytes");
  if (entry.node.find('\0') != std::string::npos) return malformed("a zero byte in the name of the node");
  return Done{};
}

}  // namespace

std::string_view name_of(EntryType type) { return std::ranges::find(types, type, &TypeRow::type)->name; }

Result<EntryType> entry_type_named(std::string_view name) {
  const auto found = std::ranges::find(types, name, &TypeRow::name);
  if (found == types.end()) return malformed("no type of this name");
  return found->type;
}

Result<EntryType> entry_type_numbered(std::int64_t number) {
  const auto numbers = [](const TypeRow& row) { return static_cast<std::int64_t>(row.type); };
  const auto found = std::ranges::find(types, number, numbers);
  if (found == types.end()) return malformed("no type of number " + std::to_string(number));
  return found->type;
}

bool may_follow_close(EntryType type) {
  switch (type) {
    case EntryType::open:
    case EntryType::ballot:
    case EntryType::mandate:
    case EntryType::revocation:
    case EntryType::clock:
    case EntryType::close: return false;
    case EntryType::refusal:
    case EntryType::register_change:
    case EntryType::opening:
    case EntryType::tally:
    case EntryType::publish:
    case EntryType::erase:
    case EntryType::admin: return true;
  }
  return false;
}

bool is_decision(EntryType type) {
  return type == EntryType::ballot || type == EntryType::mandate || type == EntryType::revocation ||
         type == EntryType::refusal;
}

Result<Bytes> leaf_data(const LogEntry& entry) {
  const auto shape = check_shape(entry);
  if (!shape) return shape.error();
  const auto at = to_rfc3339(entry.at);
  const std::array pieces{as_bytes(leaf_prefix), ByteView(entry.salt), as_bytes(name_of(entry.type)),
                          as_bytes(zero),        as_bytes(at),         as_bytes(zero),
                          as_bytes(entry.node),  as_bytes(zero),       ByteView(entry.payload)};
  return digest(DigestAlgorithm::sha256, pieces);
}

Result<Bytes> confidential_part(const LogEntry& entry) {
  const auto shape = check_shape(entry);
  if (!shape) return shape.error();
  Bytes part = entry.salt;
  append(part, entry.node);
  append(part, zero);
  append(part, entry.payload);
  return part;
}

Result<LogEntry> read_entry(EntryType type, Instant at, ByteView confidential_part) {
  if (confidential_part.size() <= salt_bytes) return malformed("too short");
  const auto rest = confidential_part.subspan(salt_bytes);
  const auto end = std::ranges::find(rest, std::uint8_t{0});
  if (end == rest.end()) return malformed("the name of the node has no end");
  const auto salt = confidential_part.first(salt_bytes);
  return LogEntry{type, at, std::string(rest.begin(), end), Bytes(salt.begin(), salt.end()),
                  Bytes(std::next(end), rest.end())};
}

}  // namespace sceau
