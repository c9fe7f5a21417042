// SPDX-License-Identifier: Apache-2.0
// The report as the sceau.verify/1 object (docs/architecture.md, section 6): one line, keys in a fixed order.
#pragma once

#include <string>

#include "verifier/report.h"

namespace sceau {

std::string report_json(const Report& report);

}  // namespace sceau
