// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_derivation.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>

#include <array>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

using KdfHandle = Owned<EVP_KDF, EVP_KDF_free>;
using KdfContextHandle = Owned<EVP_KDF_CTX, EVP_KDF_CTX_free>;

// OpenSSL's parameters point at what they are made from and never change it, but want it without const.
OSSL_PARAM octets(const char* name, ByteView bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(bytes.data()), bytes.size());
}

OSSL_PARAM digest_named(const char* openssl_name) {
  return OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(openssl_name), 0);
}

Result<SymmetricKey> derive(const char* function, const OSSL_PARAM* parameters) {
  const KdfHandle kdf(EVP_KDF_fetch(nullptr, function, nullptr));
  const KdfContextHandle context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
  SecretBytes key(SymmetricKey::size_bytes);
  if (!context || EVP_KDF_derive(context.get(), key.writable().data(), key.size(), parameters) != 1) {
    return openssl_error(Reason::crypto_failed, function);
  }
  return symmetric_key_from(std::move(key));
}

}  // namespace

Result<SymmetricKey> hkdf(ByteView key, ByteView info) {
  const std::array parameters{digest_named("SHA2-256"), octets(OSSL_KDF_PARAM_KEY, key),
                              octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
  return derive("HKDF", parameters.data());
}

Result<SymmetricKey> scrypt(ByteView passphrase, PassphraseStretching stretching, std::uint64_t memory) {
  const std::array parameters{
      octets(OSSL_KDF_PARAM_PASSWORD, passphrase),
      octets(OSSL_KDF_PARAM_SALT, stretching.salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &stretching.cost),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &stretching.block_size),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &stretching.parallelism),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end(),
  };
  return derive("SCRYPT", parameters.data());
}

Result<SymmetricKey> x963(DigestAlgorithm digest, ByteView shared, ByteView info) {
  const std::array parameters{digest_named(row_of(digest).openssl_name), octets(OSSL_KDF_PARAM_SECRET, shared),
                              octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
  return derive("X963KDF", parameters.data());
}

}  // namespace sceau
