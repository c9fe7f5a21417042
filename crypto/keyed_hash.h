// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/symmetric_key.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// HMAC-SHA-256 (RFC 2104), 32 octets: who lacks the key can neither make one nor try out messages against one. Error:
// internal.crypto.
Result<Bytes> keyed_hash(const SymmetricKey& key, ByteView message);

// Takes the same time wherever the two differ; different lengths are told at once.
bool is_equal_in_constant_time(ByteView one, ByteView other);

}  // namespace sceau
