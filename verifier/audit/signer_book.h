// SPDX-License-Identifier: Apache-2.0
// Who signed what, as the report tells it to whoever knows who should have.
#pragma once

#include <string>
#include <vector>

#include "verifier/audit/audit_bundle.h"
#include "verifier/audit/finding_list.h"
#include "verifier/report.h"

namespace sceau::audit {

class SignerBook {
 public:
  // `seal`: who signed the manifest. What is a person's to sign is not signed by the same certificate: the company
  // holds that key, and whoever operates its server has it.
  SignerBook(const SignerEntry& seal, std::string place) : seal_(seal), place_(std::move(place)) {}

  void note(std::string_view part, std::string_view name);
  // Notes every signature of a file, and finds `reason` for each that the seal made.
  void note_persons(std::string_view file, const std::vector<SignatureEntry>& signatures, Reason reason,
                    FindingList& findings);

  // Behind those that the report has already.
  void give_to(AuditReport& report) &&;

 private:
  SignerEntry seal_;
  std::string place_;  // "carried/ag2026.zip: "
  std::vector<AuditSigner> signers_;
};

}  // namespace sceau::audit
