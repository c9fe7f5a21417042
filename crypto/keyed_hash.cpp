// SPDX-License-Identifier: Apache-2.0
#include "crypto/keyed_hash.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>

#include <array>

#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"

namespace sceau {
namespace {

using MacHandle = Owned<EVP_MAC, EVP_MAC_free>;
using MacContextHandle = Owned<EVP_MAC_CTX, EVP_MAC_CTX_free>;

EVP_MAC* hmac() {
  static const MacHandle mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  return mac.get();
}

}  // namespace

Result<Bytes> keyed_hash(const SymmetricKey& key, ByteView message) {
  std::array<char, 7> digest_name{"SHA256"};
  const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), 0),
                              OSSL_PARAM_construct_end()};
  const MacContextHandle context(hmac() != nullptr ? EVP_MAC_CTX_new(hmac()) : nullptr);
  Bytes hash(32);
  std::size_t size = 0;
  if (!context || EVP_MAC_init(context.get(), key.reveal().data(), key.reveal().size(), parameters.data()) != 1 ||
      EVP_MAC_update(context.get(), message.data(), message.size()) != 1 ||
      EVP_MAC_final(context.get(), hash.data(), &size, hash.size()) != 1 || size != hash.size()) {
    return openssl_error(Reason::crypto_failed, "HMAC");
  }
  return hash;
}

bool is_equal_in_constant_time(ByteView one, ByteView other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace sceau
