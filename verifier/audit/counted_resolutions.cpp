// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/counted_resolutions.h"

#include <set>

namespace sceau::audit {

std::string_view name_of(ResolutionStatus status) {
  switch (status) {
    case ResolutionStatus::information_only: return "information-only";
    case ResolutionStatus::withdrawn: return "withdrawn";
    case ResolutionStatus::voted: return "voted";
  }
  return "";
}

std::vector<CountedResolution> agenda_of(const CountedMeeting& counted) {
  std::set<std::string_view> withdrawn;
  for (const auto& act : counted.log.acts.withdrawals) {
    if (act.index < counted.log_size) withdrawn.insert(act.label);
  }
  std::vector<CountedResolution> agenda;
  for (const auto& resolution : counted.meeting.settings.agenda) {
    auto status = ResolutionStatus::voted;
    if (withdrawn.contains(resolution.label)) status = ResolutionStatus::withdrawn;
    if (resolution.is_information_only) status = ResolutionStatus::information_only;
    agenda.push_back({&resolution, status});
  }
  return agenda;
}

std::vector<CountedResolution> resolutions_of(const CountedMeeting& counted) {
  auto all = agenda_of(counted);
  for (const auto& resolution : counted.tables.raised) all.push_back({&resolution, ResolutionStatus::voted});
  return all;
}

}  // namespace sceau::audit
