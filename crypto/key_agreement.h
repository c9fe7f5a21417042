// SPDX-License-Identifier: Apache-2.0
// The two ways in which one key reaches the holder of another, as OpenSSL does them. Inside crypto/ only.
#pragma once

#include "crypto/openssl_handle.h"
#include "crypto/public_key.h"
#include "crypto/secret_bytes.h"
#include "foundation/result.h"

namespace sceau {

// Shared x coordinate of `own` and an uncompressed point of the same curve. Error: encryption.altered where it is no
// such point.
Result<SecretBytes> agree_on(EVP_PKEY* own, ByteView point);

// RSAES-OAEP, SHA-256 for both digests, no label. Errors: internal.crypto; encryption.altered.
Result<Bytes> encrypt_oaep(EVP_PKEY* key, ByteView plain);
Result<SecretBytes> decrypt_oaep(EVP_PKEY* key, ByteView encrypted);

}  // namespace sceau
