// SPDX-License-Identifier: Apache-2.0
#include "crypto/data_at_rest.h"

#include "crypto/authenticated_cipher.h"

namespace sceau {

Result<Bytes> encrypt_at_rest(const SymmetricKey& key, ByteView plain, ByteView associated,
                              const RandomSource& random) {
  auto stored = random_bytes(random, gcm_nonce_bytes);
  if (!stored) return stored.error();
  const auto text = gcm_encrypt(key, *stored, plain, associated);
  if (!text) return text.error();
  stored->reserve(stored->size() + text->encrypted.size() + gcm_tag_bytes);
  append(*stored, text->encrypted);
  append(*stored, text->tag);
  return stored;
}

Result<SecretBytes> decrypt_at_rest(const SymmetricKey& key, ByteView stored, ByteView associated) {
  if (stored.size() < gcm_nonce_bytes + gcm_tag_bytes) {
    return Error{Reason::encrypted_data_altered, "too short to be encrypted data"};
  }
  const auto encrypted = stored.subspan(gcm_nonce_bytes, stored.size() - gcm_nonce_bytes - gcm_tag_bytes);
  return gcm_decrypt(key, stored.first(gcm_nonce_bytes), encrypted, stored.last(gcm_tag_bytes), associated);
}

}  // namespace sceau
