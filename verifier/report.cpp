// SPDX-License-Identifier: Apache-2.0
#include "verifier/report.h"

namespace sceau {

Indication DocumentReport::indication() const {
  if (signatures.empty()) return Indication::no_signature;
  auto worst = Indication::total_passed;
  for (const auto& entry : signatures) worst = worst_of(worst, entry.verdict.indication);
  return worst;
}

}  // namespace sceau
