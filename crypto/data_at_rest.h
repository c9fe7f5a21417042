// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/random_bytes.h"
#include "crypto/symmetric_key.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// AES-256-GCM for what lies on a disk: a random nonce of 96 bits, the encrypted octets, a tag of 128 bits, in that
// order (28 octets longer than the plain text, so its length shows). `associated` is bound to it and not stored: name
// there what the octets are (table, row), so that one row cannot be put in the place of another. One key is good for
// 2^32 encryptions. Not prevented: putting back an older version of the same row. Errors: those of the source,
// input.too_large, internal.crypto.
Result<Bytes> encrypt_at_rest(const SymmetricKey& key, ByteView plain, ByteView associated, const RandomSource& random);

// Errors: encryption.altered (changed octets, another `associated`, another key: which of them cannot be told).
Result<SecretBytes> decrypt_at_rest(const SymmetricKey& key, ByteView stored, ByteView associated);

}  // namespace sceau
