// SPDX-License-Identifier: Apache-2.0
// The ninth question of the audit: is this the log that gave out the receipts and checkpoints which others have kept?
#pragma once

#include <set>

#include "crypto/transparency_log.h"
#include "verifier/audit/audited_log.h"

namespace sceau::audit {

// What a receipt (sceau.receipt/1) says of its entry. Its own signature is not looked at: the checkpoint in it is
// signed by the log, and leads to the entry.
struct Receipt {
  std::string name;  // for findings: "receipt 1"
  std::uint64_t index = 0;
  KeptEntry entry;
  std::vector<TreeHash> proof;
  std::string checkpoint;
};
// Errors: those of read_json, value.*.
Result<Receipt> read_receipt(ByteView json, std::string name);

// Those that can be read. Finding: audit.anchor.
std::vector<Receipt> read_receipts(const std::vector<Bytes>& files, FindingList& findings);
std::set<std::uint64_t> entries_of(const std::vector<Receipt>& receipts);

// Each receipt proves itself, its entry is in the log word for word, and its checkpoint is of the log's past. Finding:
// audit.anchor.
void check_receipts(const std::vector<Receipt>& receipts, const AuditedLog& log, const LogVerifier& verifier,
                    FindingList& findings);
void check_kept_checkpoints(const std::vector<std::string>& notes, const AuditedLog& log, const LogVerifier& verifier,
                            FindingList& findings);

}  // namespace sceau::audit
