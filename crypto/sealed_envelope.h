// SPDX-License-Identifier: Apache-2.0
// CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM for one X.509 certificate: what only the holder of its key opens,
// and where every changed octet is noticed. An envelope says nothing about who made it, and its size shows the size of
// what is in it.
#pragma once

#include "crypto/decryption_key.h"
#include "crypto/openssl_handle.h"
#include "crypto/public_key.h"
#include "crypto/random_bytes.h"
#include "crypto/secret_bytes.h"
#include "foundation/result.h"

namespace sceau {

// A certificate that can be encrypted to, as it is named in envelopes. Immutable: any number of threads may seal to
// one.
class EnvelopeRecipient {
 public:
  const PublicKey& public_key() const { return key_; }
  const Bytes& name() const { return name_; }  // IssuerAndSerialNumber, DER

 private:
  friend Result<EnvelopeRecipient> envelope_recipient(const X509* certificate);
  EnvelopeRecipient(PublicKey key, Bytes name) : key_(std::move(key)), name_(std::move(name)) {}
  PublicKey key_;
  Bytes name_;
};

// RSA of 3072 bits or more whose key usage allows keyEncipherment, P-256, P-384 or P-521 whose key usage allows
// keyAgreement (no key usage allows both). Dates and issuer are not looked at. Error: encryption.recipient_refused.
Result<EnvelopeRecipient> envelope_recipient(const X509* certificate);

// One envelope in DER: a content key of its own, reaching the recipient by RSA-OAEP (SHA-256) or by ephemeral-static
// Diffie-Hellman (RFC 5753: X9.63 KDF with the digest as long as the curve, AES-256 key wrap). Errors: those of the
// source, input.too_large, internal.crypto.
Result<Bytes> seal_envelope(const EnvelopeRecipient& to, ByteView content, const RandomSource& random);

// Is that an envelope at all, of the form that is read here?
bool is_envelope(ByteView bytes);

// Is the envelope's one recipient this certificate? Error: encryption.envelope_malformed.
Result<bool> is_addressed_to(ByteView envelope, const EnvelopeRecipient& recipient);

// Opens what seal_envelope makes, and what others make in exactly that form (`openssl cms -encrypt -aes-256-gcm` with
// OAEP or a SHA-2 KDF and DER output); attributes, further recipients and BER are refused. Errors:
// encryption.envelope_malformed, encryption.for_another, encryption.altered, key.does_not_fit (the key is not that of
// the certificate), input.too_large; of a token any of kind `key`.
Result<SecretBytes> open_envelope(ByteView envelope, const EnvelopeRecipient& recipient, const DecryptionKey& key);

}  // namespace sceau
