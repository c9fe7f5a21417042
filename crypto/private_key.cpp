// SPDX-License-Identifier: Apache-2.0
#include "crypto/private_key.h"

#include <openssl/rsa.h>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

// RFC 4056: the salt is as long as the digest.
bool prepare_pss(EVP_PKEY_CTX* context, SignatureScheme scheme) {
  if (scheme != SignatureScheme::rsa_pss) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

class KeyInMemory final : public SigningKey {
 public:
  KeyInMemory(PrivateKeyHandle key, PublicKey public_half) : key_(std::move(key)), public_(std::move(public_half)) {}

  const PublicKey& public_key() const override { return public_; }

  Result<Bytes> sign(SignatureAlgorithm algorithm, ByteView message) const override {
    const auto& row = row_of(algorithm);
    if (!fits(algorithm, public_.kind())) {
      return Error{Reason::algorithm_mismatch, std::string(row.name) + " with a key of kind " + public_.name()};
    }
    const bool is_eddsa = row.scheme == SignatureScheme::ed25519 || row.scheme == SignatureScheme::ed448;
    const DigestHandle context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
    std::size_t size = signature.size();
    if (!context ||
        EVP_DigestSignInit(context.get(), &key_context, is_eddsa ? nullptr : openssl_digest(row.digest), nullptr,
                           key_.get()) != 1 ||
        !prepare_pss(key_context, row.scheme) ||
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
      return openssl_error(Reason::crypto_failed, "signing: " + std::string(row.name));
    }
    signature.resize(size);
    return signature;
  }

 private:
  PrivateKeyHandle key_;
  PublicKey public_;
};

}  // namespace

Result<std::shared_ptr<const SigningKey>> signing_key_from(PrivateKeyHandle key) {
  auto public_half = public_key_of(key.get());
  if (!public_half) return public_half.error();
  return std::shared_ptr<const SigningKey>(std::make_shared<KeyInMemory>(std::move(key), std::move(*public_half)));
}

Result<PrivateKeyHandle> generate_key(NewKey kind) {
  PrivateKeyHandle key;
  switch (kind) {
    case NewKey::rsa_3072: key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{3072})); break;
    case NewKey::p256: key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")); break;
    case NewKey::ed25519: key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
  }
  if (!key) return openssl_error(Reason::crypto_failed, "key generation");
  return key;
}

}  // namespace sceau
