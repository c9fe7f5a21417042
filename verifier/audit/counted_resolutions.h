// SPDX-License-Identifier: Apache-2.0
// What is decided on in a meeting: its agenda, then what was raised in it.
#pragma once

#include "verifier/audit/submissions.h"

namespace sceau::audit {

enum class ResolutionStatus : std::uint8_t { information_only, withdrawn, voted };
std::string_view name_of(ResolutionStatus status);  // "information-only"

struct CountedResolution {
  const Resolution* resolution = nullptr;
  ResolutionStatus status = ResolutionStatus::voted;
};

// Withdrawn is what an entry of the log below the size of the count says.
std::vector<CountedResolution> agenda_of(const CountedMeeting& counted);
std::vector<CountedResolution> resolutions_of(const CountedMeeting& counted);  // those raised too

}  // namespace sceau::audit
