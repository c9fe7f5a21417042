// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM (NIST SP 800-38D) in one call each way. Inside crypto/ only: whoever calls it answers for nonces that
// never repeat under one key.
#pragma once

#include "crypto/symmetric_key.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

inline constexpr std::size_t gcm_nonce_bytes = 12;
inline constexpr std::size_t gcm_tag_bytes = 16;

struct GcmText {
  Bytes encrypted;  // as long as the plain text
  Bytes tag;
};

// Errors: input.too_large (more than 1 GiB), internal.crypto.
Result<GcmText> gcm_encrypt(const SymmetricKey& key, ByteView nonce, ByteView plain, ByteView associated);

// Nothing of the plain text comes out unless the tag fits. Errors: encryption.altered, input.too_large.
Result<SecretBytes> gcm_decrypt(const SymmetricKey& key, ByteView nonce, ByteView encrypted, ByteView tag,
                                ByteView associated);

}  // namespace sceau
