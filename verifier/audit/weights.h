// SPDX-License-Identifier: Apache-2.0
// What a form weighs by the register (docs/counting.md, 1, "Weights").
#pragma once

#include "verifier/audit/form.h"
#include "verifier/audit/shares_register.h"

namespace sceau::audit {

__extension__ using Wide = __int128;  // products of two numbers of the register

struct Weight {
  std::int64_t shares = 0, votes = 0;
  Weight& operator+=(const Weight& more);
  bool operator==(const Weight&) const = default;
};

// A stated holding that the register has: the smaller of stated and held shares. It has all votes where it is the whole
// holding, else floor(votes x part / shares).
struct Part {
  const Holding* holding = nullptr;
  Weight weight;
};
Weight weight_of_part(const Holding& holding, std::int64_t stated);
std::vector<Part> parts_of(const Form& form, const Register& shares);

Weight held(const std::vector<Part>& parts);           // all of them
Weight weight_at_all(const std::vector<Part>& parts);  // less what is deprived on every resolution
Weight weight_on(const std::vector<Part>& parts, const Register& shares, const Resolution& resolution);

}  // namespace sceau::audit
