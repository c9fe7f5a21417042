// SPDX-License-Identifier: Apache-2.0
// How the content key of an envelope reaches its recipient: RecipientInfo filled and read. Inside crypto/ only.
#pragma once

#include "crypto/envelope_structure.h"
#include "crypto/sealed_envelope.h"
#include "crypto/symmetric_key.h"

namespace sceau {

// Error: internal.crypto.
Status wrap_key(const SymmetricKey& content_key, const EnvelopeRecipient& to, asn1::RecipientInfo* info);

// IssuerAndSerialNumber, DER, of whom it is for.
Bytes recipient_named(const asn1::RecipientInfo* info);

// Errors: encryption.envelope_malformed, encryption.altered, those of the key.
Result<SymmetricKey> unwrap_key(const asn1::RecipientInfo* info, const DecryptionKey& key);

}  // namespace sceau
