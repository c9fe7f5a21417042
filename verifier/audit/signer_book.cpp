// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/signer_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "foundation/text_encoding.h"

namespace sceau::audit {

void SignerBook::note(std::string_view part, std::string_view name) {
  signers_.push_back({printable(place_ + std::string(part)), printable(name)});
}

void SignerBook::note_persons(std::string_view file, const std::vector<SignatureEntry>& signatures, Reason reason,
                              FindingList& findings) {
  for (const auto& signature : signatures) {
    if (signature.kind != SignatureKind::signature || !signature.signer) continue;
    note(file, signature.signer->subject);
    if (signature.signer->sha256 != seal_.sha256) continue;
    findings.add(reason,
                 fmt::format("{}: is signed with the company's seal ({}), not by a person", file, seal_.subject));
  }
}

void SignerBook::give_to(AuditReport& report) && { std::ranges::move(signers_, std::back_inserter(report.signers)); }

}  // namespace sceau::audit
