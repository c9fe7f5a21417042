// SPDX-License-Identifier: Apache-2.0
// One function a verb: does what the arguments ask, says so on the terminal, returns the exit code. Each lies in a file
// named after its verb. Those that ask for the time of a meeting take a clock: the machine's, or that of `vote demo`.
#pragma once

#include "cli/arguments.h"
#include "cli/system_clock.h"
#include "cli/terminal.h"

namespace sceau {

int run(const SignArguments& arguments, const Terminal& terminal);
int run(const VerifyArguments& arguments, const Terminal& terminal);
int run(const TimestampCommandArguments& arguments, const Terminal& terminal);
int run(const DemoArguments& arguments, const Terminal& terminal);
int run(const TsaServeArguments& arguments, const Terminal& terminal);
int run(const CertShowArguments& arguments, const Terminal& terminal);
int run(const CertCheckArguments& arguments, const Terminal& terminal);
int run(const CertInitDemoArguments& arguments, const Terminal& terminal);
int run(const XmlCanonicalizeArguments& arguments, const Terminal& terminal);
int run(const VoteNewArguments& arguments, const Terminal& terminal);
int run(const VoteCheckArguments& arguments, const Terminal& terminal);
int run(const VoteFreezeArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteOpenArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteRegisterArguments& arguments, const Terminal& terminal);
int run(const VoteServeArguments& arguments, const Terminal& terminal);
int run(const VoteReceiptArguments& arguments, const Terminal& terminal);
int run(const VoteActArguments& arguments, const Terminal& terminal);
int run(const VoteBackupArguments& arguments, const Terminal& terminal);
int run(const VoteCodesArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteCastArguments& arguments, const Terminal& terminal);
int run(const VoteDemoArguments& arguments, const Terminal& terminal);
int run(const VoteCloseArguments& arguments, const Terminal& terminal);
int run(const VoteTableArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteTallyArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteMinutesArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VotePublishArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteEraseArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteBundleArguments& arguments, const Terminal& terminal, const Clock& clock = now);
int run(const VoteAuditArguments& arguments, const Terminal& terminal);
int run(const ExplainArguments& arguments, const Terminal& terminal);
int run(const VersionArguments& arguments, const Terminal& terminal);
int run(const HelpArguments& arguments, const Terminal& terminal);

}  // namespace sceau
