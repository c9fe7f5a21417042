// SPDX-License-Identifier: Apache-2.0
#include "crypto/key_agreement.h"

#include <openssl/rsa.h>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

Error altered(const char* what) { return openssl_error(Reason::encrypted_data_altered, what); }

// A public key on the curve of `own`; null where the point does not lie on it.
PrivateKeyHandle peer_of(EVP_PKEY* own, ByteView point) {
  constexpr std::uint8_t uncompressed = 4;
  PrivateKeyHandle peer(EVP_PKEY_new());
  if (!peer || point.empty() || point.front() != uncompressed || EVP_PKEY_copy_parameters(peer.get(), own) != 1 ||
      EVP_PKEY_set1_encoded_public_key(peer.get(), point.data(), point.size()) != 1) {
    return nullptr;
  }
  return peer;
}

bool set_oaep(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1;
}

}  // namespace

Result<SecretBytes> agree_on(EVP_PKEY* own, ByteView point) {
  const auto peer = peer_of(own, point);
  const KeyContextHandle context(peer ? EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr) : nullptr);
  std::size_t size = 0;
  // Decoding looked whether the point lies on the curve. That is enough where the cofactor is 1, as on every curve that
  // is accepted here; OpenSSL's own validation multiplies by the order, which takes longer than all the rest.
  if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
      EVP_PKEY_derive_set_peer_ex(context.get(), peer.get(), 0) != 1 ||
      EVP_PKEY_derive(context.get(), nullptr, &size) != 1) {
    return altered("key agreement");
  }
  SecretBytes shared(size);
  if (EVP_PKEY_derive(context.get(), shared.writable().data(), &size) != 1) return altered("key agreement");
  shared.shorten(size);
  return shared;
}

Result<Bytes> encrypt_oaep(EVP_PKEY* key, ByteView plain) {
  const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  Bytes encrypted(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = encrypted.size();
  if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 || !set_oaep(context.get()) ||
      EVP_PKEY_encrypt(context.get(), encrypted.data(), &size, plain.data(), plain.size()) != 1) {
    return openssl_error(Reason::crypto_failed, "RSA-OAEP");
  }
  encrypted.resize(size);
  return encrypted;
}

Result<SecretBytes> decrypt_oaep(EVP_PKEY* key, ByteView encrypted) {
  const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  SecretBytes plain(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = plain.size();
  if (!context || EVP_PKEY_decrypt_init(context.get()) != 1 || !set_oaep(context.get()) ||
      EVP_PKEY_decrypt(context.get(), plain.writable().data(), &size, encrypted.data(), encrypted.size()) != 1) {
    return altered("RSA-OAEP");
  }
  plain.shorten(size);
  return plain;
}

}  // namespace sceau
