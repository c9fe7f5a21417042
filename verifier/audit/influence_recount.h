// SPDX-License-Identifier: Apache-2.0
// Could what was not counted have changed a result (docs/counting.md, 6)?
#pragma once

#include "verifier/audit/recount.h"

namespace sceau::audit {

struct ContestedClass {
  Disposition disposition = Disposition::none;
  std::int64_t inputs = 0, of_unknown_weight = 0;
  Weight weight;
};

struct ResolutionInfluence {
  const ResolutionResult* result = nullptr;
  Weight not_counted;  // unusable votes among its votes
  std::int64_t disputed_for = 0, disputed_against = 0, disputed_shares = 0;
  std::int64_t margin_votes = 0, margin_shares = 0;
  bool could_quorum_change = false, could_result_change = false;
};

struct InfluenceRecount {
  std::vector<ContestedClass> classes;           // without empty ones
  std::vector<ResolutionInfluence> resolutions;  // those voted on
};

InfluenceRecount recount_influence(const Recount& recount);

}  // namespace sceau::audit
