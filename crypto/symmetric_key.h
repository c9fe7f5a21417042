// SPDX-License-Identifier: Apache-2.0
// Secret keys of 32 octets: random, stretched from a passphrase, or derived from one another for one purpose each.
#pragma once

#include <cstdint>
#include <string_view>

#include "crypto/random_bytes.h"
#include "crypto/secret_bytes.h"
#include "foundation/result.h"
#include "foundation/secret.h"

namespace sceau {

// Exactly 32 octets; wipes itself. May be read by several threads at once.
class SymmetricKey {
 public:
  static constexpr std::size_t size_bytes = 32;
  ByteView reveal() const { return bytes_.reveal(); }

 private:
  friend Result<SymmetricKey> symmetric_key_from(SecretBytes bytes);
  explicit SymmetricKey(SecretBytes bytes) : bytes_(std::move(bytes)) {}
  SecretBytes bytes_;
};

// Error: key.not_readable where these are not 32 octets.
Result<SymmetricKey> symmetric_key_from(SecretBytes bytes);
// Errors: those of the source.
Result<SymmetricKey> new_symmetric_key(const RandomSource& random);

// HKDF (RFC 5869) with HMAC-SHA-256, without salt, `purpose` as info: one key for one purpose, none of which says
// anything about another. Error: internal.crypto.
Result<SymmetricKey> derive_key(const SymmetricKey& from, std::string_view purpose);

// How a passphrase becomes a key: scrypt (RFC 7914). Nothing in it is secret; it is stored beside what the key opens.
struct PassphraseStretching {
  Bytes salt;                       // 8 octets or more; 16 random ones where this program makes it
  std::uint64_t cost = 1ULL << 17;  // N, a power of two; the defaults take 128 MiB and about half a second
  std::uint32_t block_size = 8;     // r
  std::uint32_t parallelism = 1;    // p
  bool operator==(const PassphraseStretching&) const = default;
};

Result<PassphraseStretching> new_stretching(const RandomSource& random);

// Always a key: that the passphrase was the right one shows only when the key opens something. Settings that would take
// more than 256 MiB, more than 16 times the work of the defaults, or a salt that is too short are value.wrong. Errors:
// value.wrong, key.wrong_passphrase (it is empty), internal.crypto.
Result<SymmetricKey> key_from_passphrase(const Secret& passphrase, const PassphraseStretching& stretching);

}  // namespace sceau
