// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "tests/vote/count_case.h"

namespace sceau {

// A meeting with everything that may happen to it, drawn by rapidcheck: articles, agenda, a register with double votes
// and deprived shares, forms of all channels in time and late, litigious, refused, revoked and replaced ones, proxies
// who come and who do not, split votes, a second convocation, votes in the room. To be called inside a property.
std::unique_ptr<CountCase> random_meeting();

}  // namespace sceau
