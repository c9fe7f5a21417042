// SPDX-License-Identifier: Apache-2.0
#include "crypto/symmetric_key.h"

#include <bit>

#include "crypto/key_derivation.h"

namespace sceau {
namespace {

constexpr std::uint64_t most_memory_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t most_work_bytes = std::uint64_t{2} << 30;
constexpr std::size_t least_salt_bytes = 8;  // RFC 8018, 4.1

bool is_acceptable(const PassphraseStretching& stretching) {
  const std::uint64_t block_bytes = std::uint64_t{128} * stretching.block_size;
  return stretching.salt.size() >= least_salt_bytes && std::has_single_bit(stretching.cost) && stretching.cost > 1 &&
         block_bytes > 0 && stretching.parallelism > 0 && stretching.cost <= most_memory_bytes / block_bytes &&
         stretching.parallelism <= most_work_bytes / (stretching.cost * block_bytes);
}

}  // namespace

Result<SymmetricKey> symmetric_key_from(SecretBytes bytes) {
  if (bytes.size() != SymmetricKey::size_bytes) return Error{Reason::key_not_readable, "a secret key of 32 octets"};
  return SymmetricKey(std::move(bytes));
}

Result<SymmetricKey> new_symmetric_key(const RandomSource& random) {
  SecretBytes bytes(SymmetricKey::size_bytes);
  if (auto filled = random(bytes.writable()); !filled) return filled.error();
  return symmetric_key_from(std::move(bytes));
}

Result<SymmetricKey> derive_key(const SymmetricKey& from, std::string_view purpose) {
  return hkdf(from.reveal(), as_bytes(purpose));
}

Result<PassphraseStretching> new_stretching(const RandomSource& random) {
  auto salt = random_bytes(random, 16);
  if (!salt) return salt.error();
  return PassphraseStretching{.salt = std::move(*salt)};
}

Result<SymmetricKey> key_from_passphrase(const Secret& passphrase, const PassphraseStretching& stretching) {
  if (passphrase.empty()) return Error{Reason::key_wrong_passphrase, "an empty passphrase protects nothing"};
  if (!is_acceptable(stretching)) return Error{Reason::value_wrong, "the settings of scrypt"};
  return scrypt(as_bytes(passphrase.reveal()), stretching, most_work_bytes);
}

}  // namespace sceau
