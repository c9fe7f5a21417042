// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/crypto.h>

#include <cstddef>
#include <span>
#include <utility>

#include "foundation/bytes.h"

namespace sceau {

// Secret octets (a key, an opened form): move-only, never larger than they were made, wiped when they die or are
// replaced. Reading them from swap or a debugger is not prevented here.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size) : bytes_(size) {}  // zeros, to be filled through writable()
  // Takes the octets over: no second copy stays behind.
  explicit SecretBytes(Bytes&& bytes) : bytes_(std::move(bytes)) {}
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    bytes_ = std::exchange(other.bytes_, {});
    return *this;
  }
  ~SecretBytes() { wipe(); }

  // The view dies with the secret.
  ByteView reveal() const { return bytes_; }
  std::span<std::uint8_t> writable() { return bytes_; }
  std::size_t size() const { return bytes_.size(); }

  // Keeps the first `size` octets and wipes the others. Precondition: size <= size().
  void shorten(std::size_t size) {
    OPENSSL_cleanse(bytes_.data() + size, bytes_.size() - size);
    bytes_.resize(size);
  }

 private:
  void wipe() noexcept { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Bytes bytes_;
};

}  // namespace sceau
