// SPDX-License-Identifier: Apache-2.0
// Every scrutineer opens a trial envelope before the vote begins: a key that is lost, broken or of somebody else shows
// before ballots depend on it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "crypto/sealed_envelope.h"
#include "foundation/finding.h"
#include "vote/frozen_meeting.h"

namespace sceau {

// `answer` (random, known to nobody once the envelope is made) is what opening it gives; only its hash is frozen.
struct Trial {
  Bytes envelope;
  Bytes answer_sha256;
};

// Errors: those of seal_envelope.
Result<Trial> make_trial(std::string_view meeting, const EnvelopeRecipient& scrutineer, const RandomSource& random);

// Opens a trial envelope and nothing else: whoever exchanges it for one with a part of the urn key gets nothing.
// Errors: those of open_envelope, encryption.envelope_malformed (no trial, or that of another meeting).
Result<std::string> answer_trial(ByteView envelope, std::string_view meeting, const EnvelopeRecipient& scrutineer,
                                 const DecryptionKey& key);

// Has every scrutineer opened the trial envelope? Answers in the order of the bureau. Finding:
// vote.rehearsal_incomplete, one for each who has not, or whose answer is another.
Findings check_rehearsal(const FrozenUrn& urn, std::span<const std::optional<std::string>> answers);

}  // namespace sceau
