// SPDX-License-Identifier: Apache-2.0
// An entry of the vote's log: what happened, when, at which node. The log shows the leaf alone, a salted hash, so that
// an entry can be erased later without breaking the log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// The numbers stand in stores: none is ever changed or used again.
enum class EntryType : std::uint8_t {
  open = 1,
  ballot = 2,
  refusal = 3,
  mandate = 4,
  revocation = 5,
  register_change = 6,
  clock = 7,
  close = 8,
  opening = 9,
  tally = 10,
  publish = 11,
  erase = 12,
  admin = 13,
};

// "register-change"; the name is part of the leaf.
std::string_view name_of(EntryType type);
// Errors: vote.entry_malformed.
Result<EntryType> entry_type_named(std::string_view name);
Result<EntryType> entry_type_numbered(std::int64_t number);

// D14: no ballot, mandate or revocation follows the close. Refusals do, since a late form is refused and that refusal
// is recorded (L1, D2); so do corrections of the register, whose record instant may lie after the close (L32, L33).
bool may_follow_close(EntryType type);

// Is it the decision about a submission: ballot, mandate, revocation or refusal?
bool is_decision(EntryType type);

inline constexpr std::size_t salt_bytes = 32;

struct LogEntry {
  EntryType type;
  Instant at;
  std::string node;  // which node of the intake wrote it (D13); no NUL in it
  Bytes salt;        // salt_bytes of them, of a RandomSource, never used twice
  Bytes payload;     // canonical JSON; for a ballot hash and facts, never the form
  bool operator==(const LogEntry&) const = default;
};

// What the Merkle tree takes as the data of a leaf: SHA-256("sceau.vote.leaf/1" 0 salt type 0 at 0 node 0 payload),
// with the type by its name and the instant by to_rfc3339, in UTF-8; 0 is one zero byte. Errors: vote.entry_malformed
// (a salt of another length, a NUL in the node), internal.crypto.
Result<Bytes> leaf_data(const LogEntry& entry);

// The part of an entry that is encrypted at rest: salt, node, 0, payload; and the entry again, from what stands in the
// store. Error: vote.entry_malformed.
Result<Bytes> confidential_part(const LogEntry& entry);
Result<LogEntry> read_entry(EntryType type, Instant at, ByteView confidential_part);

}  // namespace sceau
