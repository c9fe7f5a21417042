// SPDX-License-Identifier: Apache-2.0
// OpenSSL's key derivation functions, each giving a key of 32 octets. Inside crypto/ only: symmetric_key.h is for the
// others.
#pragma once

#include "crypto/digest.h"
#include "crypto/symmetric_key.h"

namespace sceau {

// RFC 5869 with HMAC-SHA-256 and no salt. Error: internal.crypto.
Result<SymmetricKey> hkdf(ByteView key, ByteView info);

// RFC 7914. `memory` is the most it may take. Error: internal.crypto.
Result<SymmetricKey> scrypt(ByteView passphrase, PassphraseStretching stretching, std::uint64_t memory);

// ANSI X9.63 (SEC 1, 3.6.1). Error: internal.crypto.
Result<SymmetricKey> x963(DigestAlgorithm digest, ByteView shared, ByteView info);

}  // namespace sceau
