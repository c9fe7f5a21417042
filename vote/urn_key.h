// SPDX-License-Identifier: Apache-2.0
// The urn key opens the ballots of one meeting (CNIL 2019-053, 1-08: the secret is split inside the bureau). It is made
// when the meeting is frozen and kept only inside nested envelopes, one for each set of scrutineers that may open the
// urn: the outermost envelope is for the first of the set, the innermost for the last. So k of n come together without
// a secret-sharing scheme of our own. Who has fewer than k of their keys learns nothing of the urn key.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "certs/certificate.h"
#include "crypto/private_key.h"
#include "crypto/sealed_envelope.h"
#include "vote/meeting.h"

namespace sceau {

// Scrutineers by number, 1 being the first that meeting.toml names, ascending: the order in which they open.
using ScrutineerSet = std::vector<std::size_t>;

// "1-3": the name of the set's envelope.
std::string set_name(const ScrutineerSet& set);

// Every set of `threshold` of `count` scrutineers. More than 1000 sets are not provided for (6 of 12 have 924). Error:
// vote.bureau_irregular (too many, or a threshold outside 1 to `count`).
Result<std::vector<ScrutineerSet>> qualified_sets(std::size_t count, std::size_t threshold);

struct UrnEnvelope {
  ScrutineerSet set;
  Bytes envelope;
};

// One nested envelope for each qualified set. The caller forgets the key afterwards. Errors: vote.bureau_irregular,
// those of seal_envelope.
Result<std::vector<UrnEnvelope>> wrap_urn_key(const EVP_PKEY* urn_key, std::span<const EnvelopeRecipient> scrutineers,
                                              std::size_t threshold, const RandomSource& random);

// What a scrutineer finds in an envelope: the one for the next of the set, or, last, the key itself.
using OpenedLayer = std::variant<Bytes, PrivateKeyHandle>;

// Says nothing about whether it is time to open: may_open_urn does. Errors: those of open_envelope,
// encryption.envelope_malformed (something else was inside), key.does_not_fit (the key is not that of `urn`).
Result<OpenedLayer> open_layer(ByteView envelope, const EnvelopeRecipient& scrutineer, const DecryptionKey& key,
                               const Certificate& urn);

}  // namespace sceau
