// SPDX-License-Identifier: Apache-2.0
// A secret (passphrase, PIN, password) in memory: move-only, wiped when it dies, never printed. And the wiping of what
// is no secret by type, but held one.
#pragma once

#include <string.h>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "foundation/bytes.h"

namespace sceau {

inline void wipe(std::string& text) {
  explicit_bzero(text.data(), text.size());
  text.clear();
}
inline void wipe(Bytes& bytes) {
  if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());  // data() of an empty vector may be null
  bytes.clear();
}

class Secret {
 public:
  Secret() = default;
  // Takes the text and wipes the argument, so that no second copy stays behind.
  explicit Secret(std::string&& text) : text_(text) { wipe(text); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) : text_(other.text_) { wipe(other.text_); }
  Secret& operator=(Secret&& other) {
    if (this == &other) return *this;
    wipe(text_);
    text_ = other.text_;
    wipe(other.text_);
    return *this;
  }
  ~Secret() { wipe(text_); }

  // The view dies with the secret. The characters are followed by a NUL for C libraries.
  std::string_view reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace sceau
