// SPDX-License-Identifier: Apache-2.0
// The bundle of the audit (docs/audit-bundle.md), put together from the folder of a counted and published meeting. It
// names who voted what.
#pragma once

#include "cli/opened_meeting.h"
#include "signer/signing_options.h"
#include "vote/bundle_writer.h"

namespace sceau {

// Everything into `bundle`, and its manifest. Errors: vote.papers_incomplete (the papers that lie there are not those
// that were published), those of BundleWriter and of the parts.
Status make_bundle(const OpenedMeeting& meeting, BundleWriter& bundle, const SigningOptions& seal, Instant now);

}  // namespace sceau
