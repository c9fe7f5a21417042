// SPDX-License-Identifier: Apache-2.0
// The third question of the audit: is the log the one that its checkpoints and time-stamps stand for, and do the
// entries of its start and its close say what is so?
#pragma once

#include "crypto/transparency_log.h"
#include "verifier/audit/audited_log.h"
#include "verifier/audit/check_meeting.h"
#include "verifier/validation_context.h"

namespace sceau::audit {

// log/log.pub: whose checkpoints are believed. Nothing, and a finding, where it cannot be read.
std::optional<LogVerifier> read_log_key(const BundleFiles& files, FindingList& findings);

// The root is that of log/checkpoint and of every stamped one; every token is trusted at context.time, over its
// checkpoint, and not older than an entry it covers. Findings: audit.log_altered, audit.time, audit.file_*.
void check_checkpoints(const BundleFiles& files, const AuditedLog& log, const LogVerifier& verifier,
                       const ValidationContext& context, FindingList& findings);

// The close entry names the log before it, by each node too, and comes after the close. What fails nothing is a note:
// that the clock was doubtful, that no time-stamp proves it. Findings: audit.close, audit.time.
void check_close(const BundleFiles& files, const AuditedMeeting& meeting, const AuditedLog& log,
                 const ValidationContext& context, FindingList& findings, std::vector<std::string>& notes);

// `open`, and every further start, said what is frozen. Finding: audit.frozen_mismatch.
void check_starts(const AuditedMeeting& meeting, const AuditedLog& log, const Hash& voter_tags, FindingList& findings);

}  // namespace sceau::audit
