// SPDX-License-Identifier: Apache-2.0
// The audit of a vote from its bundle (docs/audit-bundle.md), offline and by a second path: nothing here is shared with
// the program's own count, and nobody is believed but the trust anchors of the request. All times are those of the
// bundle: the manifest, the papers and the statements are judged when the manifest says it was made, a form when it was
// received; context.time of the request is not looked at.
#pragma once

#include <string>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/result.h"
#include "verifier/validation_context.h"

namespace sceau {

struct AuditRequest {
  ValidationContext trust;                    // whose seals, time-stamps, statements and papers are believed
  std::vector<Bytes> receipts = {};           // sceau.receipt/1, kept by voters
  std::vector<std::string> checkpoints = {};  // signed notes of the log, kept by anybody
};

struct AuditedResolution {
  std::string label, kind, status;  // status "voted", "withdrawn", "information-only"
  bool is_raised = false;           // in the meeting
  // Where it was voted on, as recounted: votes, but shares for the quorum.
  std::int64_t votes_for = 0, votes_against = 0, votes_abstaining = 0;
  std::int64_t shares_present = 0, shares_required = 0;
  bool is_quorum_reached = false, is_adopted = false, could_change = false;
};

// How much was looked at, for whoever prints the report.
struct AuditFigures {
  std::string issuer;                           // the company
  std::uint64_t files = 0;                      // of the manifest
  std::uint64_t entries = 0, submissions = 0;   // of the log; of them those about submissions
  std::uint64_t documents = 0;                  // opened from the urn
  std::uint64_t papers = 0, attendance = 0;     // forms on paper, lines of the attendance
  std::uint64_t registers = 0, carried = 0;     // bundles of other meetings
  std::uint64_t receipts = 0, checkpoints = 0;  // from outside
  std::vector<std::string> form_issuers;       // subjects of issuers/*: whom the company took for issuers of signatures
  std::vector<AuditedResolution> resolutions;  // empty where nothing was counted
  std::vector<std::string> checked;            // which questions were asked to their end: "manifest", "meeting", ...
};

// What nobody can judge from a bundle: whether these are the people who should have signed.
struct AuditSigner {
  std::string part;  // "papers/minutes.pdf"
  std::string name;  // subject of the certificate
};

struct AuditReport {
  std::string meeting;
  Findings findings;                   // audit.*; without any the bundle is what it says
  std::vector<AuditSigner> signers;    // in the order of the audit; who session.toml says should have signed the papers
  std::vector<std::string> notes;      // what an auditor should know, and fails nothing
  std::vector<std::string> recounted;  // the figures, in sentences to be printed
  AuditFigures figures;
};

// Nothing but the manifest is parsed before its signature and every digest hold; with a finding there nothing else is.
// A file that cannot be understood is a finding, the manifest too, and what depends on it is left out of `checked`.
// Errors (this is no bundle): zip.*, zip.file_missing where there is no manifest.
Result<AuditReport> audit_bundle(ByteView zip, const AuditRequest& request);

}  // namespace sceau
