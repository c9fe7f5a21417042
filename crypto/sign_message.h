// SPDX-License-Identifier: Apache-2.0
// The one place where OpenSSL signs: with a key in memory, or with one that stands for a key on a token.
#pragma once

#include "crypto/openssl_handle.h"
#include "crypto/signature_algorithm.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// ECDSA values are in DER form. Precondition: the algorithm fits the key. Error: internal.crypto, with what OpenSSL
// says.
Result<Bytes> sign_message(EVP_PKEY* key, SignatureAlgorithm algorithm, ByteView message);

}  // namespace sceau
