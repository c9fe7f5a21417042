// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/finding_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau::audit {

// A file that several questions miss is told once.
void FindingList::add(Reason reason, const std::string& detail) {
  Finding finding{reason, printable(place_ + detail)};
  const auto is_same = [&](const Finding& other) { return other.reason == reason && other.detail == finding.detail; };
  if (reason == Reason::audit_file_missing && std::ranges::any_of(findings_, is_same)) return;
  if (++counts_[reason] <= most_findings_of_a_reason) findings_.push_back(std::move(finding));
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
