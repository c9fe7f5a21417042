// SPDX-License-Identifier: Apache-2.0
// The one table of signature algorithms: scheme, digest, kind of key, names in CMS and XML, and until when each is
// accepted. Enumerators inside the program; OIDs and URIs only at the edge of a format.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "crypto/digest.h"
#include "crypto/openssl_handle.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

class PublicKey;

enum class KeyKind { rsa, rsa_pss, ec, ed25519, ed448 };  // rsa_pss: a key that may sign with PSS only (RFC 4055)

enum class SignatureScheme { rsa_pkcs1, rsa_pss, ecdsa, ed25519, ed448 };

enum class SignatureAlgorithm {
  rsa_sha1,
  rsa_sha224,
  rsa_sha256,
  rsa_sha384,
  rsa_sha512,
  rsa_sha3_256,
  rsa_sha3_384,
  rsa_sha3_512,
  pss_sha1,
  pss_sha224,
  pss_sha256,
  pss_sha384,
  pss_sha512,
  pss_sha3_256,
  pss_sha3_384,
  pss_sha3_512,
  ecdsa_sha1,
  ecdsa_sha224,
  ecdsa_sha256,
  ecdsa_sha384,
  ecdsa_sha512,
  ecdsa_sha3_256,
  ecdsa_sha3_384,
  ecdsa_sha3_512,
  ed25519,
  ed448,
};

struct SignatureAlgorithmRow {
  SignatureAlgorithm algorithm;
  std::string_view name;  // "RSA with SHA-256"
  SignatureScheme scheme;
  DigestAlgorithm digest;    // of the message; for EdDSA the digest RFC 8419 prescribes for message-digest in CMS
  std::string_view cms_oid;  // signatureAlgorithm as written by this program
  std::string_view xml_uri;  // empty where none is registered
};

const SignatureAlgorithmRow& row_of(SignatureAlgorithm algorithm);
std::span<const SignatureAlgorithmRow> all_signature_algorithms();
inline DigestAlgorithm digest_of(SignatureAlgorithm algorithm) { return row_of(algorithm).digest; }

bool fits(SignatureAlgorithm algorithm, KeyKind kind);

// From the two AlgorithmIdentifiers of a SignerInfo. A bare key OID (rsaEncryption, id-ecPublicKey) takes its digest
// from digestAlgorithm. PSS parameters must name one digest twice (message and MGF1) and trailer 1; the salt may have
// any length that OpenSSL verifies. Errors: signature.algorithm_unknown, signature.algorithm_mismatch (they contradict
// each other).
Result<SignatureAlgorithm> signature_algorithm_from_cms(const X509_ALGOR* signature, const X509_ALGOR* digest);
// The signatureAlgorithm of a certificate, CRL or OCSP answer. Errors: signature.algorithm_unknown,
// signature.algorithm_mismatch.
Result<SignatureAlgorithm> signature_algorithm_from_identifier(const X509_ALGOR* signature);
// Error: signature.algorithm_unknown (also for RSA-PSS with a parameter element, RFC 9231 2.3.9).
Result<SignatureAlgorithm> signature_algorithm_from_xml_uri(std::string_view uri);

// The AlgorithmIdentifiers as this program writes them (RFC 3370, 4056, 5754, 8419).
Result<AlgorithmIdentifierHandle> signature_algorithm_identifier(SignatureAlgorithm algorithm);
Result<AlgorithmIdentifierHandle> digest_algorithm_identifier(DigestAlgorithm algorithm);

// May a new signature be made with it? RSA of 3072 bits or more, P-256, P-384, P-521, Ed25519; SHA-256, SHA-384 or
// SHA-512. Errors: signature.algorithm_mismatch, signature.algorithm_refused.
Status may_sign(SignatureAlgorithm algorithm, const PublicKey& key);
// What this program signs with when not told otherwise: RSA PKCS#1 v1.5 with SHA-256, ECDSA with the digest as long as
// the curve, Ed25519. Error: signature.algorithm_refused.
Result<SignatureAlgorithm> default_algorithm(const PublicKey& key);

// The last instant at which a signature of that kind was, or will be, reliable; nothing where no end is announced. A
// signature is to be judged at the earliest instant at which it is proven to exist. The dates and their sources stand
// at the rows in signature_algorithm.cpp.
std::optional<Instant> accepted_until(DigestAlgorithm algorithm);
std::optional<Instant> accepted_until(const PublicKey& key);
std::optional<Instant> accepted_until(SignatureAlgorithm algorithm, const PublicKey& key);  // the earlier of the two

}  // namespace sceau
