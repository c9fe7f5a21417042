// SPDX-License-Identifier: Apache-2.0
// meeting/session.toml, as far as an audit needs it: who had to sign the papers.
#pragma once

#include <string>
#include <vector>

#include "verifier/audit/bundle_files.h"

namespace sceau::audit {

struct BureauSeat {
  std::string role, name;  // "chair", as session.toml has it
};

// In the order of the file. Nothing, and a finding, where it cannot be read. Findings: audit.file_*.
std::optional<std::vector<BureauSeat>> read_bureau(const BundleFiles& files, FindingList& findings);

}  // namespace sceau::audit
