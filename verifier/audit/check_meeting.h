// SPDX-License-Identifier: Apache-2.0
// The second question of the audit: do the papers of the meeting belong together, and is its close the legal one?
#pragma once

#include "verifier/audit/frozen_meeting.h"

namespace sceau::audit {

// A meeting as the rest of the audit needs it.
struct AuditedMeeting {
  MeetingSettings settings;
  FrozenMeeting frozen;
  FormTemplate common;
};

// Nothing where the meeting cannot be understood; nothing of the bundle can be judged then. Findings:
// audit.file_missing, audit.file_malformed, audit.frozen_mismatch, audit.deadline.
std::optional<AuditedMeeting> check_meeting(const BundleFiles& files, std::string_view manifest_meeting,
                                            FindingList& findings);

}  // namespace sceau::audit
