// SPDX-License-Identifier: Apache-2.0
// What a scrutineer opens with: the frozen meeting, and the key of one of its scrutineers' certificates.
#pragma once

#include <memory>

#include "cli/arguments.h"
#include "cli/meeting_folder.h"
#include "crypto/decryption_key.h"
#include "crypto/sealed_envelope.h"

namespace sceau {

// Who opens: a scrutineer of this meeting with the key of the frozen certificate.
struct UrnOpener {
  std::size_t number;  // 1 is the first of meeting.toml
  EnvelopeRecipient recipient;
  std::shared_ptr<const DecryptionKey> key;
};

struct UrnOpening {
  MeetingFolder folder;
  FrozenMeeting meeting;
  std::vector<Certificate> scrutineers;
  Certificate urn;
  UrnOpener opener;
};

// Before the close nobody opens anything but a trial envelope, and the key is not even read. Errors: vote.sealed,
// key.does_not_fit (the key of none of the scrutineers), those of read_frozen_folder, read_key_file, file.*.
Result<UrnOpening> prepare_opening(const VoteOpenArguments& arguments, Instant now);

}  // namespace sceau
