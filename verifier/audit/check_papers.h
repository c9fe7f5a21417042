// SPDX-License-Identifier: Apache-2.0
// The eighth question of the audit: are the papers of the meeting soundly signed, and the ones that were published?
#pragma once

#include "verifier/audit/audited_log.h"
#include "verifier/validation_context.h"

namespace sceau::audit {

// papers/*.pdf: signed in all their fields at context.time, over the whole paper; the log has their digests; the
// results that are attached are those of the bundle. A bundle without papers is a note. Findings: audit.paper,
// audit.file_*.
void check_papers(const BundleFiles& files, const AuditedLog& log, const ValidationContext& context,
                  FindingList& findings, std::vector<std::string>& notes);

}  // namespace sceau::audit
