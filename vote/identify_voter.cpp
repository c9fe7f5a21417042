// SPDX-License-Identifier: Apache-2.0
#include "vote/identify_voter.h"

#include <string.h>

#include "crypto/keyed_hash.h"
#include "vote/storage_keys.h"

namespace sceau {

struct VoterMaker {
  static Voter make(std::string shareholder, Bytes tag) { return {std::move(shareholder), std::move(tag)}; }
};

namespace {

// Takes the place of a code that could not be read, so that the work stays the same.
Result<AccessCode> code_of_zeros() {
  return make_access_code([](std::span<std::uint8_t>) -> Status { return Done{}; });
}

struct JudgedCode {
  bool has_code = false, is_readable = false, is_right = false;
};

// Everything is done in every case: the voter may be unknown, and the code no code at all.
Result<JudgedCode> judge_code(std::string_view text, const Bytes& tag, const SymmetricKey& hashes,
                              const CodeHashLookup& code_hash_of) {
  const auto stored = code_hash_of(tag);
  if (!stored) return stored.error();
  const auto read = read_access_code(text);
  const auto stand_in = code_of_zeros();
  if (!stand_in) return stand_in.error();
  const auto given = code_hash(hashes, tag, read ? *read : *stand_in);
  if (!given) return given.error();
  const bool is_same = is_equal_in_constant_time(*given, stored->value_or(Bytes(given->size())));
  return JudgedCode{stored->has_value(), bool(read), stored->has_value() && read && is_same};
}

Identification refused(IdentificationFailure failure) {
  return {Error{Reason::vote_authentication_failed, ""}, std::chrono::seconds(0), failure};
}

}  // namespace

Result<Voter> voter_identified_otherwise(std::string shareholder, const SymmetricKey& tags) {
  auto tag = voter_tag(tags, shareholder);
  if (!tag) return tag.error();
  return VoterMaker::make(std::move(shareholder), std::move(*tag));
}

Result<Bytes> code_hash(const SymmetricKey& hashes, ByteView voter_tag, const AccessCode& code) {
  Bytes message = to_bytes("code");
  message.push_back(0);
  append(message, voter_tag);
  message.reserve(message.size() + code.reveal().size());
  append(message, code.reveal());
  auto hash = keyed_hash(hashes, message);
  explicit_bzero(message.data(), message.size());
  return hash;
}

std::string_view name_of(IdentificationFailure failure) {
  switch (failure) {
    case IdentificationFailure::none: return "none";
    case IdentificationFailure::unknown_voter: return "unknown-voter";
    case IdentificationFailure::wrong_code: return "wrong-code";
    case IdentificationFailure::mistyped_code: return "mistyped-code";
    case IdentificationFailure::too_early: return "too-early";
  }
  return "";
}

Identification identify_voter(const IdentificationAttempt& attempt, const StorageKeys& keys,
                              const CodeHashLookup& code_hash_of, AttemptLimits& limits) {
  const auto tag = voter_tag(keys.tags, attempt.shareholder);
  if (!tag) return {tag.error()};
  const auto wait = limits.wait_before(*tag, attempt.address, attempt.at);
  if (wait.count() > 0) return {Error{Reason::vote_attempts_exceeded, ""}, wait, IdentificationFailure::too_early};

  const auto judged = judge_code(attempt.code, *tag, keys.hashes, code_hash_of);
  if (!judged) return {judged.error()};
  if (judged->is_right) {
    limits.was_right(*tag, attempt.address, attempt.at);
    return {VoterMaker::make(std::string(attempt.shareholder), *tag)};
  }
  if (!judged->is_readable) {
    limits.was_mistyped(attempt.address, attempt.at);
    return refused(IdentificationFailure::mistyped_code);
  }
  limits.was_wrong(*tag, attempt.address, attempt.at);
  return refused(judged->has_code ? IdentificationFailure::wrong_code : IdentificationFailure::unknown_voter);
}

}  // namespace sceau
