// SPDX-License-Identifier: Apache-2.0
// Who asks? Answered by an access code; what is kept of a code is a keyed hash, bound to the voter it was given to.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"
#include "vote/access_code.h"
#include "vote/attempt_limits.h"
#include "vote/storage_keys.h"

namespace sceau {

// A shareholder who was identified. Nothing else lets a voter be made but identify_voter, and a caller who vouches.
class Voter {
 public:
  const std::string& shareholder() const { return shareholder_; }  // id in the register
  const Bytes& tag() const { return tag_; }                        // voter_tag: how the store knows him or her
  bool operator==(const Voter&) const = default;

 private:
  friend struct VoterMaker;
  Voter(std::string shareholder, Bytes tag) : shareholder_(std::move(shareholder)), tag_(std::move(tag)) {}
  std::string shareholder_;
  Bytes tag_;
};

// For who was identified by other means: the own certificate on a form whose signature was checked, or a session that
// identify_voter opened. The caller vouches for that. Error: internal.crypto.
Result<Voter> voter_identified_otherwise(std::string shareholder, const SymmetricKey& tags);

// What is stored of a code. Bound to the voter's tag: put in another voter's row it is worth nothing. Error:
// internal.crypto.
Result<Bytes> code_hash(const SymmetricKey& hashes, ByteView voter_tag, const AccessCode& code);

// The stored code_hash of a voter, nothing where there is none. Its errors end the identification as they are.
using CodeHashLookup = std::function<Result<std::optional<Bytes>>(ByteView voter_tag)>;

// Untrusted, as it arrived. The views must live for the call only.
struct IdentificationAttempt {
  std::string_view shareholder, code;
  std::string_view address;  // of the peer, without port
  Instant at;
};

// Why nobody was identified. For the log, never for the answer.
enum class IdentificationFailure { none, unknown_voter, wrong_code, mistyped_code, too_early };
std::string_view name_of(IdentificationFailure failure);  // "wrong-code"

struct Identification {
  Result<Voter> voter;
  std::chrono::seconds retry_after{0};  // with vote.attempts_exceeded: whoever waits that long is judged
  IdentificationFailure failure = IdentificationFailure::none;
};

// Unknown voter, wrong code and mistyped code are one error without a detail, after the same look-up, the same keyed
// hashes and the same comparison. A code that its check sign refuses counts against the address, not against the voter,
// since it is no guess. Attempts that are under way at the same moment are not counted against each other. Errors:
// vote.authentication_failed, vote.attempts_exceeded (the code was not looked at), those of the look-up,
// internal.crypto.
Identification identify_voter(const IdentificationAttempt& attempt, const StorageKeys& keys,
                              const CodeHashLookup& code_hash_of, AttemptLimits& limits);

}  // namespace sceau
