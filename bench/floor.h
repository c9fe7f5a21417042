// SPDX-License-Identifier: Apache-2.0
// The least that a hot path must do, by the plainest calls: one read of the bytes, SHA-256, a signature or its check,
// one write. OpenSSL and the kernel only, nothing of sceau, so that whatever sceau adds shows in the ratio. A call that
// fails ends the program.
#pragma once

#include <openssl/evp.h>

#include <string>

#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"

namespace sceau::bench {

// Into one buffer that is used again and again: no page faults after the first document.
ByteView plain_read(const std::string& path, Bytes& buffer);

// As durable as write_atomically, by the fewest calls: a new file, write, fsync, rename, fsync of the folder.
void plain_write(const std::string& path, ByteView bytes);

Bytes plain_sha256(ByteView bytes);

// RSA PKCS#1 v1.5 or ECDSA over SHA-256 digests, with contexts made once.
class PlainKey {
 public:
  explicit PlainKey(std::shared_ptr<EVP_PKEY> key);
  Bytes sign(ByteView digest) const;
  void verify(ByteView digest, ByteView signature) const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
  KeyContextHandle signing_, verifying_;
};

// Says what failed and ends the program.
void must(bool done, const char* what);
template <typename Outcome>
auto sound(Outcome outcome, const char* what) {
  if (!outcome) must(false, (std::string(what) + ": " + outcome.error().detail).c_str());
  return std::move(*outcome);
}

}  // namespace sceau::bench
