// SPDX-License-Identifier: Apache-2.0
// The eighth question of the audit: are the papers of the meeting soundly signed, and the ones that were published?
#pragma once

#include "verifier/audit/audited_log.h"
#include "verifier/audit/signer_book.h"
#include "verifier/validation_context.h"

namespace sceau::audit {

// papers/*.pdf: signed in all their fields at context.time, over the whole paper, by persons and as many of them as
// session.toml names; the log has their digests and that of session.toml; the results that are attached are those of
// the bundle. Papers are there where anything was counted; else that they are not is a note. Findings: audit.paper,
// audit.file_*.
void check_papers(const BundleFiles& files, const AuditedLog& log, const ValidationContext& context,
                  SignerBook& signers, FindingList& findings, std::vector<std::string>& notes);

}  // namespace sceau::audit
