// SPDX-License-Identifier: Apache-2.0
#include "crypto/authenticated_cipher.h"

#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"

namespace sceau {
namespace {

using CipherHandle = Owned<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContextHandle = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

constexpr std::size_t most_bytes = std::size_t{1} << 30;

const EVP_CIPHER* aes_256_gcm() {
  static const CipherHandle cipher(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  return cipher.get();
}

enum class Direction { decrypt = 0, encrypt = 1 };

CipherContextHandle started(const SymmetricKey& key, ByteView nonce, ByteView associated, Direction direction) {
  CipherContextHandle context(EVP_CIPHER_CTX_new());
  int count = 0;
  if (!context || aes_256_gcm() == nullptr || nonce.size() != gcm_nonce_bytes ||
      EVP_CipherInit_ex2(context.get(), aes_256_gcm(), key.reveal().data(), nonce.data(), static_cast<int>(direction),
                         nullptr) != 1 ||
      EVP_CipherUpdate(context.get(), nullptr, &count, associated.data(), static_cast<int>(associated.size())) != 1) {
    return nullptr;
  }
  return context;
}

bool is_too_large(ByteView text, ByteView associated) {
  return text.size() > most_bytes || associated.size() > most_bytes;
}

}  // namespace

Result<GcmText> gcm_encrypt(const SymmetricKey& key, ByteView nonce, ByteView plain, ByteView associated) {
  if (is_too_large(plain, associated)) return Error{Reason::input_too_large, "more than 1 GiB to encrypt"};
  const auto context = started(key, nonce, associated, Direction::encrypt);
  GcmText text{Bytes(plain.size()), Bytes(gcm_tag_bytes)};
  int count = 0;
  int rest = 0;
  if (!context ||
      EVP_CipherUpdate(context.get(), text.encrypted.data(), &count, plain.data(), static_cast<int>(plain.size())) !=
          1 ||
      EVP_CipherFinal_ex(context.get(), text.encrypted.data() + count, &rest) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, gcm_tag_bytes, text.tag.data()) != 1) {
    return openssl_error(Reason::crypto_failed, "AES-256-GCM");
  }
  return text;
}

Result<SecretBytes> gcm_decrypt(const SymmetricKey& key, ByteView nonce, ByteView encrypted, ByteView tag,
                                ByteView associated) {
  if (is_too_large(encrypted, associated)) return Error{Reason::input_too_large, "more than 1 GiB to decrypt"};
  const auto context = started(key, nonce, associated, Direction::decrypt);
  SecretBytes plain(encrypted.size());
  Bytes expected(tag.begin(), tag.end());  // OpenSSL wants it without const
  int count = 0;
  int rest = 0;
  if (!context || expected.size() != gcm_tag_bytes ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, gcm_tag_bytes, expected.data()) != 1 ||
      EVP_CipherUpdate(context.get(), plain.writable().data(), &count, encrypted.data(),
                       static_cast<int>(encrypted.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), plain.writable().data() + count, &rest) != 1) {
    return openssl_error(Reason::encrypted_data_altered, "AES-256-GCM");
  }
  return plain;
}

}  // namespace sceau
