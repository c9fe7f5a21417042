// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"

namespace sceau {

// Certificates that are decoded already, found again by their bytes: OpenSSL 3 takes longer to decode a certificate
// than to check a signature with it. May be shared by threads, and by all documents of one run. Says nothing about
// trust.
class CertificatePool {
 public:
  void add(const SharedX509& certificate);
  // The certificate of exactly these bytes, from the pool or decoded and kept; null where they are no certificate.
  SharedX509 decode(ByteView der);

 private:
  static constexpr std::size_t capacity = 10'000;  // what comes after is decoded and not kept
  std::mutex mutex_;
  std::unordered_map<std::string, SharedX509> certificates_;
};

}  // namespace sceau
