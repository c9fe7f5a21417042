// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"

namespace sceau {

// The magnitude, big endian, without leading zeros; nothing for a negative number or none.
std::optional<Bytes> magnitude_of(const ASN1_INTEGER* integer);

// Null when OpenSSL cannot.
IntegerHandle integer_of(ByteView magnitude);

Bytes without_leading_zeros(ByteView magnitude);

}  // namespace sceau
