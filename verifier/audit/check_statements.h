// SPDX-License-Identifier: Apache-2.0
// The sixth question of the audit: is each typed table signed for, for this meeting and these octets? And the other
// files that somebody signed as a whole.
#pragma once

#include "verifier/audit/bundle_files.h"
#include "verifier/audit/signer_book.h"
#include "verifier/validation_context.h"

namespace sceau::audit {

struct WholeSignatures {
  Findings findings;  // of the verifier
  std::vector<SignatureEntry> signatures;
};

// Every signature of a file passes at context.time, there is one at least, and the last covers all of it.
WholeSignatures signed_wholly(std::string_view name, ByteView bytes, const ValidationContext& context);

// typed/*.csv and their statements, each with the other and signed by a person. Findings: audit.statement,
// audit.file_missing.
void check_statements(const BundleFiles& files, std::string_view meeting, const ValidationContext& context,
                      SignerBook& signers, FindingList& findings);

// <Statement table meeting sha256 operator at/>, signed or not.
struct Statement {
  std::string table, meeting, operator_name;
  Hash sha256{};
  Instant at{};
};
struct StatementReading {
  Statement statement;
  Findings findings;  // value.*
};
// Errors: those of read_xml.
Result<StatementReading> read_statement(ByteView xml);

}  // namespace sceau::audit
