// SPDX-License-Identifier: Apache-2.0
#include "crypto/random_bytes.h"

#include <openssl/rand.h>

#include "crypto/openssl_error.h"

namespace sceau {

const RandomSource& system_random() {
  static const RandomSource source = [](std::span<std::uint8_t> bytes) -> Status {
    if (RAND_bytes_ex(nullptr, bytes.data(), bytes.size(), 0) != 1) {
      return openssl_error(Reason::crypto_failed, "random bytes");
    }
    return Done{};
  };
  return source;
}

Result<Bytes> random_bytes(const RandomSource& source, std::size_t count) {
  Bytes bytes(count);
  if (auto filled = source(bytes); !filled) return filled.error();
  return bytes;
}

}  // namespace sceau
