// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/recounted_resolutions.h"

#include <fmt/format.h>

#include "verifier/audit/influence_recount.h"

namespace sceau::audit {
namespace {

AuditedResolution resolution_of(const ResolutionResult& result) {
  const auto& resolution = *result.counted.resolution;
  AuditedResolution audited{.label = resolution.label,
                            .kind = std::string(name_of(resolution.kind)),
                            .status = std::string(name_of(result.counted.status)),
                            .is_raised = resolution.is_raised};
  if (!result.is_voted()) return audited;
  audited.votes_for = result.total.for_it;
  audited.votes_against = result.total.against;
  audited.votes_abstaining = result.total.abstain;
  audited.shares_present = result.quorum.present;
  audited.shares_required = result.quorum.required;
  audited.is_quorum_reached = result.is_quorum_reached();
  audited.is_adopted = result.is_adopted();
  return audited;
}

std::string sentence_of(const AuditedResolution& resolution) {
  const auto head =
      fmt::format("resolution {}{}", resolution.label, resolution.is_raised ? " (raised in the meeting)" : "");
  if (resolution.status != name_of(ResolutionStatus::voted)) return fmt::format("{}: {}", head, resolution.status);
  return fmt::format("{}: {}; for {}, against {}, abstaining {}; {} shares present, {} required; the result {}", head,
                     resolution.is_adopted ? "adopted" : "not adopted", resolution.votes_for, resolution.votes_against,
                     resolution.votes_abstaining, resolution.shares_present, resolution.shares_required,
                     resolution.could_change ? "could change" : "cannot change");
}

}  // namespace

void note_resolutions(const Recount& recount, AuditReport& report) {
  const auto influence = recount_influence(recount);
  auto next = influence.resolutions.begin();
  for (const auto& result : recount.results()) {
    auto resolution = resolution_of(result);
    if (result.is_voted()) resolution.could_change = (next++)->could_result_change;
    report.recounted.push_back(sentence_of(resolution));
    report.figures.resolutions.push_back(std::move(resolution));
  }
}

}  // namespace sceau::audit
