// SPDX-License-Identifier: Apache-2.0
// The code by which a shareholder identifies himself or herself: 80 random bits, written as 16 digits of Crockford's
// base 32 and a check sign (the number modulo 37) in groups of four. The sign finds every wrong character and every two
// neighbours that changed places; it guards against slips, not against guessing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "crypto/random_bytes.h"
#include "foundation/bytes.h"
#include "foundation/result.h"
#include "foundation/secret.h"

namespace sceau {

// Move-only, wiped when it dies, never printed.
class AccessCode {
 public:
  AccessCode(const AccessCode&) = delete;
  AccessCode& operator=(const AccessCode&) = delete;
  AccessCode(AccessCode&& other);
  AccessCode& operator=(AccessCode&& other);
  ~AccessCode() { wipe(); }

  // The 10 bytes; the view dies with the code. What is stored is a keyed hash of them, nothing else.
  ByteView reveal() const { return bytes_; }

 private:
  friend Result<AccessCode> make_access_code(const RandomSource& random);
  friend Result<AccessCode> read_access_code(std::string_view text);
  AccessCode() = default;
  void wipe();
  std::array<std::uint8_t, 10> bytes_{};
};

// Errors: those of the source.
Result<AccessCode> make_access_code(const RandomSource& random);

// "DNBY-BKTC-NW3A-EDDV-Z"; the check sign may be one of *~$=U.
Secret write_access_code(const AccessCode& code);

// Letters of either case; O is read as 0, I and L as 1; hyphens and spaces are passed over wherever they stand. Error:
// vote.code_mistyped, without saying where.
Result<AccessCode> read_access_code(std::string_view text);

}  // namespace sceau
