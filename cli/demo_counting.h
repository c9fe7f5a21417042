// SPDX-License-Identifier: Apache-2.0
// The second half of `sceau vote demo`: what the bureau does once the vote is closed, up to the bundle, by the same
// steps as in a real meeting.
#pragma once

#include "cli/demo_stage.h"

namespace sceau {

// Paper, attendance, resolutions raised and votes in the room: typed, and signed for. Errors of all: internal.error (a
// command of the program did not end well), file.*, those of signing.
Status type_tables(const DemoStage& stage);
// Scrutineers 1 and 3 unwrap the urn key, one after the other.
Status open_demo_urn(const DemoStage& stage);
Status count_demo(const DemoStage& stage);
// Laid out, and signed by each of the four members of the bureau. How many signatures were made.
Result<std::size_t> sign_demo_papers(const DemoStage& stage);
Status publish_demo(const DemoStage& stage);
Status bundle_demo(const DemoStage& stage);

}  // namespace sceau
