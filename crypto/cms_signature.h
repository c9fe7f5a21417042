// SPDX-License-Identifier: Apache-2.0
// CMS SignedData (RFC 5652) as a value: made, time-stamped, read, and checked rule by rule. Time-stamp tokens go the
// same way. Signature values are verified by one walk for all algorithms, over the signed attributes as encoded.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/certificate_pool.h"
#include "crypto/openssl_handle.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "crypto/signature_algorithm.h"
#include "crypto/signed_attributes.h"
#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/result.h"

namespace sceau {

// One SignerInfo. Everything in it is the signer's claim until the checks below have passed.
struct CmsSigner {
  long version = 0;
  Bytes issuer;               // DER Name; empty where the signer is named by key identifier
  Bytes serial;               // DER INTEGER
  Bytes key_identifier;       // the octets; empty where the signer is named by issuer and serial
  Bytes digest_algorithm;     // AlgorithmIdentifier, DER
  Bytes signature_algorithm;  // AlgorithmIdentifier, DER
  std::string digest_oid;     // dotted
  std::string signature_oid;  // dotted
  std::optional<SignedAttributes> signed_attributes;
  Bytes signature;  // the value; its octets are what a signature time-stamp stamps
  std::vector<CmsAttribute> unsigned_attributes;
  SharedX509 certificate;  // the embedded certificate that the signer is named by; null where there is none

  // Errors: signature.algorithm_unknown.
  Result<DigestAlgorithm> digest() const;
  // Errors: signature.algorithm_unknown, signature.algorithm_mismatch.
  Result<SignatureAlgorithm> algorithm() const;
  // signature-time-stamp-token attributes, each token as DER, in order.
  std::vector<Bytes> timestamps() const;
  bool has_counter_signature() const;
};

class CmsSignature {
 public:
  // As read, without padding, or as made. DER when made by this program.
  const Bytes& encoded() const { return encoded_; }
  const std::vector<CmsSigner>& signers() const { return signers_; }  // never empty
  const CmsSigner& signer() const { return signers_.front(); }
  const std::string& content_type() const { return content_type_; }  // eContentType, dotted
  // The attached content (the octets, not their header); nothing where the signature is detached.
  const std::optional<Bytes>& content() const { return content_; }
  const std::vector<SharedX509>& certificates() const { return certificates_; }
  const std::vector<SharedCrl>& crls() const { return crls_; }
  // Other revocation information (RFC 5940: OCSP answers), each element as DER.
  const std::vector<Bytes>& other_revocation() const { return other_revocation_; }

 private:
  friend Result<CmsSignature> parse_cms(ByteView encoded, CertificatePool& pool);
  CmsSignature() = default;
  Bytes encoded_;
  std::string content_type_;
  std::optional<Bytes> content_;
  std::vector<CmsSigner> signers_;
  std::vector<SharedX509> certificates_;
  std::vector<SharedCrl> crls_;
  std::vector<Bytes> other_revocation_;
};

// Reads DER or BER. Zero bytes behind the structure (the padding of a PDF hole) are left away, anything else there is
// an error, and so are a certificate or CRL that cannot be read, and more than 100 signers. Checks no signature. Error:
// signature.cms_malformed.
Result<CmsSignature> parse_cms(ByteView encoded);
// The same, with certificates that may be decoded already (many documents of few signers).
Result<CmsSignature> parse_cms(ByteView encoded, CertificatePool& pool);

struct CmsContent {
  std::string type{oid::data};
  std::optional<Bytes> attached = std::nullopt;  // nothing: detached
};

enum class EmbeddedCertificates { chain, chain_with_root, none };  // root: whatever is self-issued

// Signs the attributes (whose message-digest was made with digest_of(algorithm)) and wraps them: one SignerInfo,
// version 1, named by issuer and serial; the signer's certificate and the chain, each once, in DER's order. Errors:
// signature.algorithm_mismatch, signature.algorithm_refused, those of SigningKey::sign.
Result<CmsSignature> make_cms(const SignedAttributes& attributes, const SigningIdentity& identity,
                              SignatureAlgorithm algorithm, const CmsContent& content = {},
                              EmbeddedCertificates embedded = EmbeddedCertificates::chain);
// The same in DER, for who needs nothing else of it.
Result<Bytes> encode_cms(const SignedAttributes& attributes, const SigningIdentity& identity,
                         SignatureAlgorithm algorithm, const CmsContent& content = {},
                         EmbeddedCertificates embedded = EmbeddedCertificates::chain);

// The same SignedData with the token among the unsigned attributes of its (first) signer. What was DER stays byte for
// byte as it was around the new attribute. Looks at the shape of the token only. Errors: signature.cms_malformed,
// timestamp.malformed.
Result<CmsSignature> add_timestamp(const CmsSignature& signature, ByteView token);

// ---- Checks, each named after its rule. An empty list: the rule is kept. ----

// EN 319 142-1, 4.1: exactly one SignerInfo. Finding: signature.signer_count.
Findings has_one_signer(const CmsSignature& signature);

// A detached signature carries no content of its own. Finding: signature.content_attached.
Findings is_detached(const CmsSignature& signature);

// RFC 5652, 11.1: content-type stands there once and equals eContentType. Nothing is found where there are no signed
// attributes (allowed for id-data only). Findings: signature.attribute_missing, signature.attribute_wrong.
Findings content_type_is_signed(const CmsSignature& signature, const CmsSigner& signer);

// RFC 5652, 11.2: message-digest equals the digest of the content, which the caller computed with signer.digest().
// Without signed attributes there is nothing to compare: see signature_value_fits. Findings: signature.digest,
// signature.attribute_missing.
Findings message_digest_equals(const CmsSigner& signer, ByteView content_digest);

// RFC 6211: cms-algorithm-protection, where present, names the algorithms of the SignerInfo. Finding:
// signature.algorithm_mismatch.
Findings algorithms_are_protected(const CmsSigner& signer);

// The signature value against the key: over the signed attributes, or, where there are none, over the content
// itself by its digest (then EdDSA cannot be checked: signature.algorithm_mismatch). Findings: signature.value,
// signature.algorithm_unknown, signature.algorithm_mismatch.
Findings signature_value_fits(const CmsSigner& signer, const PublicKey& key, ByteView content_digest);

// The signer's certificate is embedded. Finding: signature.no_signing_certificate.
Findings certificate_is_embedded(const CmsSigner& signer);

// EN 319 122-1, 5.2.2: signing-certificate(-v2), where present, names this certificate; where absent and `required`,
// that is found. Findings: signature.attribute_missing, signature.wrong_signing_certificate,
// signature.algorithm_unknown.
enum class SigningCertificateAttribute { required, optional };
Findings signing_certificate_fits(const CmsSigner& signer, const X509* certificate,
                                  SigningCertificateAttribute presence);

// All of the above on the first signer with its embedded certificate, in that order: the integrity of a detached
// signature, no trust, no time. `content_digest` as for message_digest_equals.
Findings check_cms_integrity(const CmsSignature& signature, ByteView content_digest,
                             SigningCertificateAttribute presence);

}  // namespace sceau
