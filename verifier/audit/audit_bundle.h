// SPDX-License-Identifier: Apache-2.0
// A bundle of a vote judged offline, by the times in it and never by today's.
#pragma once

#include <string>
#include <vector>

#include "foundation/finding.h"
#include "foundation/result.h"
#include "verifier/validation_context.h"

namespace sceau {

struct AuditRequest {
  ValidationContext trust;                    // its time is not used
  std::vector<Bytes> receipts = {};           // of voters
  std::vector<std::string> checkpoints = {};  // that somebody kept
};

struct AuditReport {
  std::string meeting;
  Findings findings;               // with any of them the bundle is not sound
  std::vector<std::string> notes;  // sentences that fail nothing: what was not looked at, what nothing proves
  std::vector<std::string> recounted;
};

// Errors: zip.*, input.too_large, those of read_manifest: this cannot be read as a bundle.
Result<AuditReport> audit_bundle(ByteView zip, const AuditRequest& request);

}  // namespace sceau
