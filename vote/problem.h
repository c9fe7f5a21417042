// SPDX-License-Identifier: Apache-2.0
// How a reason is answered over HTTP (RFC 9457).
#pragma once

#include <string>
#include <string_view>

#include "foundation/reason.h"

namespace sceau {

// Of the reason's row in vote/problems.def, else of its kind.
int http_status(Reason reason);
// The code of ISO 20022 seev.006; empty where there is none.
std::string_view iso20022_code(Reason reason);
// The last part of the problem's type: "deadline-passed".
std::string problem_type(Reason reason);
// May the same request succeed when it is sent again?
bool is_retryable(Reason reason);

}  // namespace sceau
