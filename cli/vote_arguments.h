// SPDX-License-Identifier: Apache-2.0
// The command line of `sceau vote` as values.
#pragma once

#include "cli/key_arguments.h"

namespace sceau {

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

}  // namespace sceau
