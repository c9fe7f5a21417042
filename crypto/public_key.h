// SPDX-License-Identifier: Apache-2.0
// The public half of a key, as a value.
#pragma once

#include <memory>
#include <string>

#include "crypto/openssl_handle.h"
#include "crypto/signature_algorithm.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

class PublicKey {
 public:
  KeyKind kind() const { return kind_; }
  int bits() const { return bits_; }                   // of the modulus or of the curve's order
  const std::string& curve() const { return curve_; }  // "P-256", "brainpoolP256r1", ...; empty unless kind is ec
  std::string name() const;                            // "RSA 3072", "P-256", "Ed25519": for people
  const Bytes& info() const { return info_; }          // SubjectPublicKeyInfo, DER
  EVP_PKEY* handle() const { return key_.get(); }
  bool operator==(const PublicKey& other) const { return info_ == other.info_; }

 private:
  friend struct PublicKeyMaker;
  PublicKey() = default;
  std::shared_ptr<EVP_PKEY> key_;
  KeyKind kind_{};
  int bits_ = 0;
  std::string curve_;
  Bytes info_;
};

// Errors: signature.algorithm_unknown (a kind of key this program does not know, DSA for example, one that OpenSSL
// cannot decode, or a curve given by its parameters instead of its name, which RFC 5480 forbids).
Result<PublicKey> public_key_of(EVP_PKEY* key);
Result<PublicKey> public_key_of(const X509* certificate);
Result<PublicKey> public_key_from_info(ByteView subject_public_key_info);

// Is `signature` a signature of `message` under that algorithm? ECDSA values are in DER form (CMS, X.509). Says nothing
// about whether the algorithm is still strong: accepted_until() does. Errors: signature.algorithm_mismatch (the key is
// not of the algorithm's kind), signature.value.
Status verify(const PublicKey& key, SignatureAlgorithm algorithm, ByteView message, ByteView signature);

// The same where only the digest of the message is at hand. EdDSA signs messages, not digests: algorithm_mismatch.
Status verify_digest(const PublicKey& key, SignatureAlgorithm algorithm, ByteView digest, ByteView signature);

// ECDSA in XML (RFC 6931, 2.3.6) is r || s, each as long as the curve's order; in CMS it is a DER SEQUENCE of two
// INTEGERs. Neither accepts anything but the exact form. Error: signature.value.
Result<Bytes> ecdsa_der_from_concatenated(ByteView r_and_s, const PublicKey& key);
Result<Bytes> ecdsa_concatenated_from_der(ByteView der, const PublicKey& key);

}  // namespace sceau
