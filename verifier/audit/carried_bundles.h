// SPDX-License-Identifier: Apache-2.0
// The bundles of other meetings that lie in a bundle, because the count carried forms over from them.
#pragma once

#include "verifier/audit/audit_bundle.h"
#include "verifier/audit/bundle_files.h"
#include "verifier/audit/submissions.h"

namespace sceau::audit {

// Each carried/*.zip, in the order of the names, held to its own manifest and to BundleQuestions; its own results are
// not recounted. Of its tables only the forms on paper are handed on, weighed by `shares`, the register of this
// meeting. One that is not sound is left out. Findings: audit.carried, audit.file_*, those of BundleQuestions.
std::vector<CountedMeeting> audit_all_carried(const BundleFiles& files, const Register& shares,
                                              const AuditRequest& request, AuditReport& report, FindingList& findings);

}  // namespace sceau::audit
