// SPDX-License-Identifier: Apache-2.0
// The CMS side of crypto/signature_algorithm.h: AlgorithmIdentifier in, AlgorithmIdentifier out.
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <string>

#include "crypto/object_name.h"
#include "crypto/openssl_error.h"
#include "crypto/signature_algorithm.h"

namespace sceau {
namespace {

using PssParametersHandle = Owned<RSA_PSS_PARAMS, RSA_PSS_PARAMS_free>;

constexpr std::string_view rsa_encryption = "1.2.840.113549.1.1.1";
constexpr std::string_view ec_public_key = "1.2.840.10045.2.1";
constexpr std::string_view pss = "1.2.840.113549.1.1.10";
constexpr std::string_view mgf1 = "1.2.840.113549.1.1.8";

std::string oid_of(const X509_ALGOR* identifier) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, identifier);
  return dotted_name(object);
}

Error unknown(std::string_view oid) {
  return Error{Reason::algorithm_unknown, "signature algorithm " + std::string(oid)};
}

Error contradicts(std::string detail) { return Error{Reason::algorithm_mismatch, std::move(detail)}; }

Result<SignatureAlgorithm> find(SignatureScheme scheme, DigestAlgorithm digest) {
  const auto rows = all_signature_algorithms();
  const auto row = std::ranges::find_if(
      rows, [&](const SignatureAlgorithmRow& each) { return each.scheme == scheme && each.digest == digest; });
  if (row == rows.end()) return Error{Reason::algorithm_unknown, std::string(row_of(digest).name)};
  return row->algorithm;
}

// RFC 4055: an absent hash is SHA-1.
Result<DigestAlgorithm> digest_or_sha1(const X509_ALGOR* identifier) {
  if (identifier == nullptr) return DigestAlgorithm::sha1;
  return digest_from_oid(oid_of(identifier));
}

Result<DigestAlgorithm> mask_digest(const RSA_PSS_PARAMS& parameters) {
  if (parameters.maskGenAlgorithm == nullptr) return DigestAlgorithm::sha1;
  if (oid_of(parameters.maskGenAlgorithm) != mgf1) return unknown(oid_of(parameters.maskGenAlgorithm));
  const AlgorithmIdentifierHandle inner(static_cast<X509_ALGOR*>(
      ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(X509_ALGOR), parameters.maskGenAlgorithm->parameter)));
  if (!inner) return openssl_error(Reason::algorithm_mismatch, "MGF1 without a digest");
  return digest_from_oid(oid_of(inner.get()));
}

Result<SignatureAlgorithm> from_pss(const X509_ALGOR* identifier) {
  const PssParametersHandle parameters(
      static_cast<RSA_PSS_PARAMS*>(ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(RSA_PSS_PARAMS), identifier->parameter)));
  if (!parameters) return openssl_error(Reason::algorithm_mismatch, "RSA-PSS without readable parameters");
  const auto digest = digest_or_sha1(parameters->hashAlgorithm);
  if (!digest) return digest.error();
  const auto mask = mask_digest(*parameters);
  if (!mask) return mask.error();
  if (*mask != *digest) return contradicts("RSA-PSS with one digest for the message and another for MGF1");
  if (parameters->trailerField != nullptr && ASN1_INTEGER_get(parameters->trailerField) != 1) {
    return contradicts("RSA-PSS with a trailer that is not 1");
  }
  return find(SignatureScheme::rsa_pss, *digest);
}

Result<SignatureAlgorithm> from_bare_key(std::string_view oid, const X509_ALGOR* digest) {
  const auto algorithm = digest_from_oid(oid_of(digest));
  if (!algorithm) return algorithm.error();
  return find(oid == rsa_encryption ? SignatureScheme::rsa_pkcs1 : SignatureScheme::ecdsa, *algorithm);
}

bool set_pss_parameters(X509_ALGOR* identifier, DigestAlgorithm digest) {
  const PssParametersHandle parameters(RSA_PSS_PARAMS_new());
  AlgorithmIdentifierHandle hash(X509_ALGOR_new());
  AlgorithmIdentifierHandle mask(X509_ALGOR_new());
  IntegerHandle salt(ASN1_INTEGER_new());
  if (!parameters || !hash || !mask || !salt) return false;

  // RFC 4055, 2.1: inside PSS parameters the digest has the parameter NULL.
  X509_ALGOR_set0(hash.get(), OBJ_nid2obj(row_of(digest).nid), V_ASN1_NULL, nullptr);
  ASN1_STRING* packed_hash = ASN1_item_pack(hash.get(), ASN1_ITEM_rptr(X509_ALGOR), nullptr);
  if (packed_hash == nullptr || X509_ALGOR_set0(mask.get(), OBJ_nid2obj(NID_mgf1), V_ASN1_SEQUENCE, packed_hash) != 1 ||
      ASN1_INTEGER_set_uint64(salt.get(), digest_size(digest)) != 1) {
    ASN1_STRING_free(packed_hash);
    return false;
  }
  parameters->hashAlgorithm = hash.release();
  parameters->maskGenAlgorithm = mask.release();
  parameters->saltLength = salt.release();
  ASN1_STRING* packed = ASN1_item_pack(parameters.get(), ASN1_ITEM_rptr(RSA_PSS_PARAMS), nullptr);
  if (packed == nullptr) return false;
  return X509_ALGOR_set0(identifier, OBJ_nid2obj(NID_rsassaPss), V_ASN1_SEQUENCE, packed) == 1;
}

// RFC 3370 and 5754: NULL parameters with RSA, none with ECDSA and EdDSA.
bool set_plain(X509_ALGOR* identifier, const SignatureAlgorithmRow& row) {
  ObjectHandle object(OBJ_txt2obj(std::string(row.cms_oid).c_str(), 1));
  const int parameter = row.scheme == SignatureScheme::rsa_pkcs1 ? V_ASN1_NULL : V_ASN1_UNDEF;
  if (!object || X509_ALGOR_set0(identifier, object.get(), parameter, nullptr) != 1) return false;
  static_cast<void>(object.release());
  return true;
}

}  // namespace

Result<SignatureAlgorithm> signature_algorithm_from_identifier(const X509_ALGOR* signature) {
  const std::string oid = oid_of(signature);
  if (oid == pss) return from_pss(signature);
  const auto rows = all_signature_algorithms();
  const auto row = std::ranges::find(rows, oid, &SignatureAlgorithmRow::cms_oid);
  if (row == rows.end()) return unknown(oid);
  return row->algorithm;
}

Result<SignatureAlgorithm> signature_algorithm_from_cms(const X509_ALGOR* signature, const X509_ALGOR* digest) {
  const std::string oid = oid_of(signature);
  if (oid == rsa_encryption || oid == ec_public_key) return from_bare_key(oid, digest);
  auto algorithm = signature_algorithm_from_identifier(signature);
  if (!algorithm) return algorithm;
  const auto named = digest_from_oid(oid_of(digest));
  if (!named) return named.error();
  if (*named != digest_of(*algorithm)) {
    return contradicts(std::string(row_of(*algorithm).name) + " beside digest " + std::string(row_of(*named).name));
  }
  return algorithm;
}

Result<AlgorithmIdentifierHandle> signature_algorithm_identifier(SignatureAlgorithm algorithm) {
  AlgorithmIdentifierHandle identifier(X509_ALGOR_new());
  const auto& row = row_of(algorithm);
  const bool is_set =
      identifier && (row.scheme == SignatureScheme::rsa_pss ? set_pss_parameters(identifier.get(), row.digest)
                                                            : set_plain(identifier.get(), row));
  if (!is_set) return openssl_error(Reason::crypto_failed, "algorithm identifier");
  return identifier;
}

Result<AlgorithmIdentifierHandle> digest_algorithm_identifier(DigestAlgorithm algorithm) {
  AlgorithmIdentifierHandle identifier(X509_ALGOR_new());
  // RFC 5754, 2: parameters absent.
  if (!identifier ||
      X509_ALGOR_set0(identifier.get(), OBJ_nid2obj(row_of(algorithm).nid), V_ASN1_UNDEF, nullptr) != 1) {
    return openssl_error(Reason::crypto_failed, "algorithm identifier");
  }
  return identifier;
}

}  // namespace sceau
