// SPDX-License-Identifier: Apache-2.0
#include "crypto/private_key.h"

#include "crypto/openssl_error.h"
#include "crypto/sign_message.h"

namespace sceau {
namespace {

class KeyInMemory final : public SigningKey {
 public:
  KeyInMemory(PrivateKeyHandle key, PublicKey public_half) : key_(std::move(key)), public_(std::move(public_half)) {}

  const PublicKey& public_key() const override { return public_; }

  Result<Bytes> sign(SignatureAlgorithm algorithm, ByteView message) const override {
    const auto& row = row_of(algorithm);
    if (!fits(algorithm, public_.kind())) {
      return Error{Reason::algorithm_mismatch, std::string(row.name) + " with a key of kind " + public_.name()};
    }
    return sign_message(key_.get(), algorithm, message);
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
