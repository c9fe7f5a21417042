// SPDX-License-Identifier: Apache-2.0
#include "crypto/decryption_key.h"

#include "crypto/key_agreement.h"

namespace sceau {
namespace {

class KeyInMemory final : public DecryptionKey {
 public:
  KeyInMemory(PrivateKeyHandle key, PublicKey public_half) : key_(std::move(key)), public_(std::move(public_half)) {}

  const PublicKey& public_key() const override { return public_; }

  Result<SecretBytes> decrypt_oaep(ByteView encrypted) const override {
    if (public_.kind() != KeyKind::rsa) return unfit("encrypted for an RSA key");
    return sceau::decrypt_oaep(key_.get(), encrypted);
  }

  Result<SecretBytes> agree(ByteView point) const override {
    if (public_.kind() != KeyKind::ec) return unfit("encrypted for a key on an elliptic curve");
    return agree_on(key_.get(), point);
  }

 private:
  Error unfit(std::string what) const { return {Reason::key_does_not_fit, what + ", not " + public_.name()}; }

  PrivateKeyHandle key_;
  PublicKey public_;
};

}  // namespace

Result<std::shared_ptr<const DecryptionKey>> decryption_key_from(PrivateKeyHandle key) {
  auto public_half = public_key_of(key.get());
  if (!public_half) return public_half.error();
  return std::shared_ptr<const DecryptionKey>(std::make_shared<KeyInMemory>(std::move(key), std::move(*public_half)));
}

}  // namespace sceau
