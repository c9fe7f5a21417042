// SPDX-License-Identifier: Apache-2.0
// The fourth question of the audit: which register held when, and is each the one that the log names?
#pragma once

#include "crypto/symmetric_key.h"
#include "verifier/audit/audited_log.h"
#include "verifier/audit/shares_register.h"

namespace sceau::audit {

// Who was a shareholder by one register, and under which name.
class ShareholderDirectory {
 public:
  explicit ShareholderDirectory(const Register& shares);
  // The digest of the name; nothing where the register has no such shareholder.
  std::optional<ShortDigest> name_of(std::string_view id) const;

 private:
  std::vector<std::pair<ShortDigest, ShortDigest>> names_;  // by the digest of the id
};

struct RegisterBook {
  Register last;  // the one that the log names last
  Hash last_hash{};
  std::map<Hash, ShareholderDirectory> directories;  // of every register
  std::map<Hash, std::string> former_voters;         // ids by tag; see recognise_former_voters()
};

// Every file of register/ has the hash it is named by, is named by the log, and the other way round; the first act says
// "register" and the others are corrections; every decision rests on a register that the log had named before it, and
// the tally on the last one. Nothing where the last register cannot be read. Findings: audit.register, audit.file_*.
std::optional<RegisterBook> check_registers(const BundleFiles& files, const AuditedLog& log, FindingList& findings);

// Who sent something of which no form was kept, and stands in an earlier register alone. Those registers are read again
// where there is somebody to be looked for.
void recognise_former_voters(const BundleFiles& files, const AuditedLog& log, const SymmetricKey& voter_tags,
                             RegisterBook& book);

}  // namespace sceau::audit
