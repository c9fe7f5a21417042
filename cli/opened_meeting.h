// SPDX-License-Identifier: Apache-2.0
// A frozen meeting with the store of its ballots open: what every command after the freeze begins with.
#pragma once

#include <memory>
#include <string>

#include "cli/meeting_folder.h"
#include "cli/server_folder.h"
#include "vote/check_signature.h"
#include "vote/current_state.h"
#include "vote/vote_log.h"

namespace sceau {

struct OpenedMeeting {
  MeetingFolder folder;
  ServerFolder server;
  ZoneDatabase database;
  FrozenMeeting meeting;
  std::unique_ptr<BallotStore> store;
  std::shared_ptr<const StorageKeys> keys;

  // Writes as "console": the operator's hand, not the server's.
  StateKeeper keeper() const;
};

// `storage_key`: SOURCE of the passphrase. A running server may have the same store open. Errors: those of
// read_frozen_folder, read_secret and open_storage_keys, vote.store_not_usable, vote.erased.
Result<OpenedMeeting> open_meeting(const std::string& folder, const std::string& storage_key);

// Also where the data of all people were erased, for whoever erases; open_meeting() says vote.erased. Such a meeting
// has no keys (null), is asked for no passphrase and gets none of either.
Result<OpenedMeeting> open_erased_or_not(const std::string& folder, const std::string& storage_key);

// Before anything is made in the folder of a server. A folder without a store is not erased. Errors: vote.erased, those
// of the store.
Status refuse_erased(const ServerFolder& server);

// The log on that store, with the server's key; it must not outlive the meeting. Errors: those of VoteLog::open,
// key.* (the server has made no key yet).
Result<std::unique_ptr<VoteLog>> open_log(const OpenedMeeting& meeting);

// Whose certificates the meeting takes for qualified and for advanced signatures: the folders of these names. One that
// is not there vouches for nobody. Errors: those of load_trust_anchors.
Result<FormIssuers> form_issuers(const MeetingFolder& folder);

// The seals that the company's server has put under forms: today's, and those in former-seals/. They vouch for
// themselves here; whether they are the company's is for the audit to say. Errors: key.*, certificate.*, file.*.
Result<FormIssuers> company_seals(const ServerFolder& server);

// The settings of a log of that meeting, whoever opens it. Errors: key.*, file.*.
VoteLogSettings log_settings(const Meeting& meeting, const ServerFolder& server, std::shared_ptr<const SigningKey> key,
                             std::shared_ptr<const StorageKeys> keys);

}  // namespace sceau
