// SPDX-License-Identifier: Apache-2.0
// Whose keyed tag is which: the log knows shareholders by tags alone, the count needs their names in the register.
#pragma once

#include <map>
#include <span>
#include <string>

#include "crypto/symmetric_key.h"
#include "vote/register.h"

namespace sceau {

class VoterBook {
 public:
  // Everybody who stands in any of the registers. Error: internal.crypto.
  static Result<VoterBook> of(std::span<const Register> registers, const SymmetricKey& tags);

  // Id in the register; empty where none of them has a shareholder of that tag.
  std::string shareholder(ByteView tag) const;

 private:
  std::map<Bytes, std::string> by_tag_;
};

}  // namespace sceau
