// SPDX-License-Identifier: Apache-2.0
// What is said and signed about a register: which one, as of when, from where, and its totals.
#pragma once

#include "vote/register.h"

namespace sceau {

struct RegisterSnapshot {
  std::string meeting;
  Instant taken_at;    // when it was read
  Instant as_of;       // whose holdings it shows; for the count: the record instant
  std::string source;  // who delivered it
  RegisterTotals totals;
  Bytes hash;  // register_hash()
  bool operator==(const RegisterSnapshot&) const = default;
};

// Error: internal.crypto. Precondition: the register was read without findings.
Result<RegisterSnapshot> take_snapshot(const Register& shares, std::string meeting, Instant taken_at, Instant as_of,
                                       std::string source);

// Canonical JSON, and back. Errors: those of read_json, value.* (the first finding).
std::string write_snapshot(const RegisterSnapshot& snapshot);
Result<RegisterSnapshot> read_snapshot(ByteView json);

// Is this the register that the snapshot was taken of? Error: vote.frozen_changed.
Status is_of_snapshot(const Register& shares, const RegisterSnapshot& snapshot);

}  // namespace sceau
