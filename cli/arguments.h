// SPDX-License-Identifier: Apache-2.0
// The command line as values. Reading it touches no file, no clock and no environment.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/terminal.h"
#include "cli/vote_arguments.h"
#include "foundation/file_bytes.h"

namespace sceau {

struct SignArguments {
  std::vector<std::string> inputs;
  std::string output;  // file, "-", or an existing folder where there are several inputs
  KeyArguments signer;
  bool demo = false;
  std::string demo_key = "p256";
  std::string level = "T";
  std::string digest;  // empty: what suits the key
  bool pss = false;
  std::string format;            // "", "pdf", "xml"
  std::string password = "tty";  // SOURCE, for an encrypted PDF
  std::string field, reason, location, contact;
  bool force = false, dry_run = false;
  int jobs = 1;
  TimestampArguments timestamp;
};

struct VerifyArguments {
  std::vector<std::string> inputs;
  std::vector<std::string> trust, crls;
  std::string at;
  std::string password = "tty";
  std::string content;
  std::vector<std::string> allow_unsigned;  // glob patterns
  std::string fail_on = "indeterminate";
};

struct TimestampCommandArguments {
  std::string input, output;
  bool embed = false;  // as a document time-stamp inside a PDF
  std::string digest = "sha256";
  bool force = false;
  TimestampArguments timestamp;
};

struct DemoArguments {
  std::string folder;
};

struct TsaServeArguments {
  std::string listen = "127.0.0.1:3180";
};

struct CertShowArguments {
  std::vector<std::string> inputs;
};

struct CertCheckArguments {
  std::string input;
  std::vector<std::string> trust, crls, untrusted;
  std::string at;
  std::vector<std::string> initial_policies;
  bool require_explicit_policy = false, inhibit_policy_mapping = false, inhibit_any_policy = false;
};

struct CertInitDemoArguments {};

struct XmlCanonicalizeArguments {
  std::string input;
  std::string method = "c14n";
  std::string inclusive_prefixes;
};

struct ExplainArguments {
  std::string reason;  // empty: list them all
};

struct VersionArguments {};

// Text to print and stop: --help, --version.
struct HelpArguments {
  std::string text;
};

using CommandArguments =
    std::variant<SignArguments, VerifyArguments, TimestampCommandArguments, DemoArguments, TsaServeArguments,
                 CertShowArguments, CertCheckArguments, CertInitDemoArguments, XmlCanonicalizeArguments,
                 VoteNewArguments, VoteCheckArguments, VoteFreezeArguments, VoteOpenArguments, VoteRegisterArguments,
                 VoteServeArguments, VoteReceiptArguments, VoteActArguments, VoteBackupArguments, VoteCodesArguments,
                 VoteCastArguments, VoteDemoArguments, VoteCloseArguments, VoteTableArguments, VoteTallyArguments,
                 VoteMinutesArguments, VotePublishArguments, VoteEraseArguments, VoteBundleArguments,
                 VoteAuditArguments, ExplainArguments, VersionArguments, HelpArguments>;

// What the words of a command line ask for. On an error `terminal` still tells how to print it. Errors: usage_wrong,
// with the nearest known word where one is near.
struct ParsedArguments {
  Result<CommandArguments> command;
  Terminal::Options terminal;
};
ParsedArguments parse_arguments(const std::vector<std::string>& words);

}  // namespace sceau
