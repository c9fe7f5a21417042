// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/finding_list.h"

#include <fmt/format.h>

#include "foundation/text_encoding.h"

namespace sceau::audit {

void FindingList::add(Reason reason, const std::string& detail) {
  if (++counts_[reason] <= most_findings_of_a_reason) findings_.push_back({reason, printable(place_ + detail)});
}

void FindingList::add_malformed(std::string_view file, const Error& error) {
  add(Reason::audit_file_malformed,
      fmt::format("{}: {}{}{}", file, row_of(error.reason).sentence, error.detail.empty() ? "" : ": ", error.detail));
}

void FindingList::add_all(Reason reason, std::string_view file, const Findings& found) {
  for (const auto& finding : found) {
    add(reason, fmt::format("{}: {}{}{}", file, row_of(finding.reason).sentence, finding.detail.empty() ? "" : ": ",
                            finding.detail));
  }
}

Findings FindingList::take() && {
  for (const auto& [reason, count] : counts_) {
    if (count <= most_findings_of_a_reason) continue;
    findings_.push_back({reason, fmt::format("and {} more", count - most_findings_of_a_reason)});
  }
  return std::move(findings_);
}

}  // namespace sceau::audit
