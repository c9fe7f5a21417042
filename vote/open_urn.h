// SPDX-License-Identifier: Apache-2.0
// The urn after the close. Every envelope is opened once, and what is in it is held against the entry of the log that
// speaks of it: its digests, its signature, its shareholder. Whether it is time to open is may_open_urn()'s to say.
#pragma once

#include <optional>
#include <string>

#include "crypto/sealed_envelope.h"
#include "vote/ballot_store.h"
#include "vote/check_signature.h"
#include "vote/count_input.h"
#include "vote/voter_book.h"

namespace sceau {

// What it takes to open the urn and to believe what is in it. All members must outlive their use; any number of threads
// may use one.
struct UrnAccess {
  const EnvelopeRecipient& urn;
  const DecryptionKey& key;  // which k scrutineers have unwrapped
  const SymmetricKey& at_rest;
  const FormIssuers& issuers;  // of forms that their shareholders signed
  const FormIssuers& company;  // of the seal on forms that came with an access code
  const VoterBook& voters;
};

struct OpenedEntry {
  LoggedForm logged;     // without the mentions of the form, which every form of the meeting has
  SecretBytes document;  // what was sealed; empty where nothing was
  Findings findings;     // with any of them the tally must not be published
};

// Nothing for an entry that is not about a submission. Findings: vote.ballot_unopened (no envelope, one for another
// key, another digest than the entry's, no form inside), vote.count_inconsistent (the signature does not hold or is not
// of the level that the entry says, or the form is another shareholder's). Errors: those of stored_entry and
// read_facts, internal.crypto.
Result<std::optional<OpenedEntry>> open_entry(const EntryRecord& record, const UrnAccess& urn);

}  // namespace sceau
