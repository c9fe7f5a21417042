// SPDX-License-Identifier: Apache-2.0
// The questions two to six of the audit (docs/audit-bundle.md), which a bundle and those carried over in it are both
// asked: meeting, log, statements, registers, decisions.
#pragma once

#include "verifier/audit/check_anchors.h"
#include "verifier/audit/check_decisions.h"
#include "verifier/audit/signer_book.h"
#include "verifier/audit/submissions.h"

namespace sceau::audit {

class BundleQuestions {
 public:
  // All of them must outlive the questions. The context is of the time at which the manifest says it was made.
  BundleQuestions(const ValidationContext& context, SignerBook& signers, AuditReport& report, FindingList& findings)
      : context_(context), signers_(signers), report_(report), findings_(findings) {}

  // Nothing, and findings, where what a count begins with cannot be read. The tables are not read yet.
  std::optional<CountedMeeting> check(const BundleFiles& files, std::string_view manifest_meeting,
                                      const std::vector<Receipt>& receipts);

  // Of a carried bundle: the figures of the report are not its own.
  void set_quiet() { is_quiet_ = true; }

 private:
  void done(std::string_view question);
  void check_whole_log(const BundleFiles& files, const AuditedMeeting& meeting, const AuditedLog& log,
                       const std::optional<SymmetricKey>& key);
  Urn check_forms(const BundleFiles& files, const DecisionInputs& inputs);
  void note_form_signers(const FormTrust& trust);

  const ValidationContext& context_;
  SignerBook& signers_;
  AuditReport& report_;
  FindingList& findings_;
  bool is_quiet_ = false;
};

}  // namespace sceau::audit
