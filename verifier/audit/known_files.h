// SPDX-License-Identifier: Apache-2.0
// The names that files of a bundle may have.
#pragma once

#include "verifier/audit/bundle_files.h"

namespace sceau::audit {

// No file is there that docs/audit-bundle.md does not know: what nobody reads proves nothing, and must not seem
// audited. What lies in a folder of many is asked for where it is read. Finding: audit.file_malformed.
void no_file_is_unknown(const BundleFiles& files, std::size_t scrutineers, FindingList& findings);

}  // namespace sceau::audit
