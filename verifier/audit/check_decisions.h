// SPDX-License-Identifier: Apache-2.0
// The fifth question of the audit: is every admitted form in the urn, whole, soundly signed, its shareholder's, and in
// time; and is nothing in the urn that the log does not have?
#pragma once

#include "crypto/symmetric_key.h"
#include "verifier/audit/audited_log.h"
#include "verifier/audit/check_form_signature.h"
#include "verifier/audit/check_meeting.h"
#include "verifier/audit/check_registers.h"

namespace sceau::audit {

// log/voter-tags.key. Findings: audit.file_*.
std::optional<SymmetricKey> read_voter_tag_key(const BundleFiles& files, FindingList& findings);

// HMAC-SHA-256(key, "voter" 0 id); all zeros where the library fails.
Hash voter_tag(const SymmetricKey& key, std::string_view shareholder);

// What a document of the urn says, and what its evidence says of its voter.
struct OpenedForm {
  Form form;
  std::optional<Instant> identified_at;
};

struct Urn {
  std::map<std::uint64_t, OpenedForm> forms;  // by the index of the entry; those that can be read
  std::size_t documents = 0;                  // records in all packs
};

struct DecisionInputs {
  const AuditedMeeting& meeting;
  const AuditedLog& log;
  const RegisterBook& registers;
  const SymmetricKey& voter_tags;
};

// Reads the packs one by one. Forms are taken as they stand, whatever is found about them: the recount says what they
// come to. Findings: audit.ballot_missing, audit.ballot_altered, audit.ballot_extra, audit.ballot_signature,
// audit.admission, audit.file_*.
Urn check_urn(const BundleFiles& files, const DecisionInputs& inputs, FormTrust& trust, FindingList& findings);

// What the log alone tells: the deadline that a form was compared with, ids of ballots, what takes the place of what,
// and whether what was refused as late was late. Findings: audit.entry, audit.admission.
void check_decisions(const BundleFiles& files, const DecisionInputs& inputs, FindingList& findings);

// The urn was opened by enough scrutineers, each once, and held as many documents as the packs. Finding: audit.opening.
void check_openings(const AuditedMeeting& meeting, const AuditedLog& log, std::size_t documents, FindingList& findings);

}  // namespace sceau::audit
