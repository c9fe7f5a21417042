// SPDX-License-Identifier: Apache-2.0
#include "crypto/symmetric_key.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>

#include <array>
#include <bit>

#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"

namespace sceau {
namespace {

using KdfHandle = Owned<EVP_KDF, EVP_KDF_free>;
using KdfContextHandle = Owned<EVP_KDF_CTX, EVP_KDF_CTX_free>;

constexpr std::uint64_t most_memory_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t most_work_bytes = std::uint64_t{2} << 30;
constexpr std::size_t least_salt_bytes = 8;  // RFC 8018, 4.1

// OpenSSL's parameters point at what they are made from and never change it, but want it without const.
OSSL_PARAM octets(const char* name, ByteView bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(bytes.data()), bytes.size());
}

Result<SymmetricKey> derived(const char* function, const OSSL_PARAM* parameters) {
  const KdfHandle kdf(EVP_KDF_fetch(nullptr, function, nullptr));
  const KdfContextHandle context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
  SecretBytes key(SymmetricKey::size_bytes);
  if (!context || EVP_KDF_derive(context.get(), key.writable().data(), key.size(), parameters) != 1) {
    return openssl_error(Reason::crypto_failed, function);
  }
  return symmetric_key_from(std::move(key));
}

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
  std::array<char, 7> digest_name{"SHA256"};
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest_name.data(), 0),
      octets(OSSL_KDF_PARAM_KEY, from.reveal()),
      octets(OSSL_KDF_PARAM_INFO, as_bytes(purpose)),
      OSSL_PARAM_construct_end(),
  };
  return derived("HKDF", parameters.data());
}

Result<PassphraseStretching> new_stretching(const RandomSource& random) {
  auto salt = random_bytes(random, 16);
  if (!salt) return salt.error();
  return PassphraseStretching{.salt = std::move(*salt)};
}

Result<SymmetricKey> key_from_passphrase(const Secret& passphrase, const PassphraseStretching& stretching) {
  if (passphrase.empty()) return Error{Reason::key_wrong_passphrase, "an empty passphrase protects nothing"};
  if (!is_acceptable(stretching)) return Error{Reason::value_wrong, "the settings of scrypt"};
  auto cost = stretching.cost;
  auto block_size = stretching.block_size;
  auto parallelism = stretching.parallelism;
  std::uint64_t memory = most_work_bytes;  // OpenSSL's own limit is below what the defaults need
  const std::array parameters{
      octets(OSSL_KDF_PARAM_PASSWORD, as_bytes(passphrase.reveal())),
      octets(OSSL_KDF_PARAM_SALT, stretching.salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &cost),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &block_size),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &parallelism),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end(),
  };
  return derived("SCRYPT", parameters.data());
}

}  // namespace sceau
