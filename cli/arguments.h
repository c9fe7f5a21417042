// SPDX-License-Identifier: Apache-2.0
// The command line as values. Reading it touches no file, no clock and no environment.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/terminal.h"
#include "foundation/file_bytes.h"

namespace sceau {

// Where time-stamps come from, as the user named it.
struct TimestampArguments {
  std::vector<std::string> servers;      // URLs in the order to try, or the word "demo"
  std::string policy;                    // the policy OID to ask for
  std::string user;                      // HTTP basic authentication
  std::string password = "tty";          // SOURCE; asked for only with a user
  std::vector<std::string> headers;      // NAME=SOURCE
  std::vector<std::string> authorities;  // certificate files for https, instead of the system's
  int timeout_seconds = 20;              // for each server, the whole exchange
};

// A private key and where its secrets come from.
struct KeyArguments {
  std::string key;  // a file, or the pkcs11: URI of a key on a token
  std::string certificate;
  std::string passphrase = "tty";  // SOURCE, of a file
  std::string pin = "tty";         // SOURCE, of a token
  std::string pkcs11_module;
};

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

struct VoteNewArguments {
  std::string id, date;
};

struct VoteCheckArguments {
  std::string folder;
};

struct VoteFreezeArguments {
  std::string folder;
};

struct VoteOpenArguments {
  std::string folder, key;
  std::string passphrase = "tty";      // SOURCE, of the scrutineer's key
  std::string urn_passphrase = "tty";  // SOURCE, for the urn key
  bool rehearse = false;
};

struct VoteRegisterArguments {
  std::string folder, table;
  bool dry_run = false;
};
struct VoteBackupArguments {
  std::string folder;
  std::string output;
};

struct VoteServeArguments {
  std::string folder;
  std::string listen = "127.0.0.1:8443";
  std::string metrics;                // host:port; empty: none
  std::string storage_key = "tty";    // SOURCE
  std::vector<std::string> receipts;  // files: the log must not be older than these
  int access_log_months = 12;
  int rate = 100;                   // requests a second from one address; 0: no limit
  int connections_per_address = 0;  // 0: what the server has by itself
  TimestampArguments timestamp;
};

struct VoteReceiptArguments {
  std::string receipt, log_key;
  std::string form;   // empty: not compared
  std::string tally;  // empty: how it was counted is not asked
};

// A logged act after the meeting was frozen.
struct VoteActArguments {
  std::string folder, act;  // "cancel", "postpone", "withdraw", "register"
  std::string object;       // id of the successor, label of the resolution, file of the register
  std::string by, why;
  std::string storage_key = "tty";  // SOURCE
};

struct VoteCodesArguments {
  std::string folder, output;
  std::string storage_key = "tty";  // SOURCE
  std::string again;                // a shareholder; empty: all
};

struct VoteCastArguments {
  std::string server, meeting, output;
  std::vector<std::string> authorities;  // certificate files for https, instead of the system's
  std::string voter;                     // id in the register; empty: the signature says who votes
  std::string code = "tty";              // SOURCE
  KeyArguments signer;
  std::vector<std::string> in_favour, against, abstain;  // labels of resolutions
  std::string all, new_resolutions;
  std::string form;  // empty: the site's
  std::string language = "fr";
  std::string signer_surname, signer_first_name;
  std::string log_key;  // empty: the site is asked
  std::string idempotency_key;
  bool yes = false;
};

struct VoteDemoArguments {
  std::string folder;
};

// After the deadline.
struct VoteCloseArguments {
  std::string folder;
  std::string storage_key = "tty";  // SOURCE
  TimestampArguments timestamp;
};

// A table that the bureau typed: paper, attendance, room, rulings.
struct VoteTableArguments {
  std::string kind;  // as operator_statement.h names them
  std::string folder, table;
  std::string raised;         // room: the table of resolutions raised in the meeting; empty: none, or typed before
  std::string operator_name;  // empty: the subject of the certificate
  KeyArguments signer;
  bool force = false;
};

struct VoteTallyArguments {
  std::string folder;
  std::string storage_key = "tty", urn_passphrase = "tty";  // SOURCEs
  std::string carried;                                      // bundle of another meeting; empty: as in the last count
  bool no_carried = false;                                  // none, whatever the last count had
  std::vector<std::string> trust, crls;                     // by which that bundle is audited
};

struct VoteMinutesArguments {
  std::string folder;
  std::string storage_key = "tty";  // SOURCE; to lay out
  std::string field;                // to sign; empty: lay out
  KeyArguments signer;
  TimestampArguments timestamp;
  bool force = false;
};

struct VotePublishArguments {
  std::string folder;
  std::string output;               // empty: "public" in the folder of the meeting
  std::string storage_key = "tty";  // SOURCE
};

struct VoteEraseArguments {
  std::string folder;
  std::string confirm;              // the id of the meeting, typed once more
  std::string storage_key = "tty";  // SOURCE
};

struct VoteBundleArguments {
  std::string folder, output;
  std::string recipient;            // certificate of whom it is encrypted to; empty: nobody
  std::string storage_key = "tty";  // SOURCE
  TimestampArguments timestamp;
};

struct VoteAuditArguments {
  std::string bundle;
  std::vector<std::string> trust, crls, receipts, checkpoints;
  std::string key;                 // of whom the bundle was encrypted to; empty: it is not
  std::string passphrase = "tty";  // SOURCE
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
