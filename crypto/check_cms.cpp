// SPDX-License-Identifier: Apache-2.0
// The rules a CMS signature is held to, one function each.
#include <algorithm>

#include "crypto/cms_signature.h"
#include "crypto/cms_structure.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

Findings found(Reason reason, std::string detail) { return {{reason, std::move(detail)}}; }

Findings found(const Error& error) { return found(error.reason, error.detail); }

std::ptrdiff_t count(const CmsSigner& signer, std::string_view oid) {
  return std::ranges::count(signer.signed_attributes->attributes, oid, &CmsAttribute::oid);
}

// The attribute spells the parameters as the SignerInfo does, or leaves a NULL away that stands there (or the reverse):
// what is protected is the algorithm.
bool protects(const Bytes& value, const CmsSigner& signer) {
  const auto protection = asn1::decode<asn1::AlgorithmProtection>(value);
  if (!protection || protection->signature_algorithm == nullptr) return false;
  const auto protected_algorithm =
      signature_algorithm_from_cms(protection->signature_algorithm, protection->digest_algorithm);
  const auto algorithm = signer.algorithm();
  return protected_algorithm && algorithm && *protected_algorithm == *algorithm;
}

Status verify_signer(const CmsSigner& signer, const PublicKey& key, SignatureAlgorithm algorithm,
                     ByteView content_digest) {
  if (!signer.signed_attributes) return verify_digest(key, algorithm, content_digest, signer.signature);
  return verify(key, algorithm, signer.signed_attributes->encoded, signer.signature);
}

}  // namespace

Findings has_one_signer(const CmsSignature& signature) {
  if (signature.signers().size() == 1) return {};
  return found(Reason::signer_count_wrong, std::to_string(signature.signers().size()) + " SignerInfos");
}

Findings is_detached(const CmsSignature& signature) {
  if (!signature.content()) return {};
  return found(Reason::content_attached, std::to_string(signature.content()->size()) + " bytes of content");
}

Findings content_type_is_signed(const CmsSignature& signature, const CmsSigner& signer) {
  if (!signer.signed_attributes) {
    if (signature.content_type() == oid::data) return {};
    return found(Reason::cms_attribute_missing, "no signed attributes, and the content is not id-data");
  }
  if (count(signer, oid::content_type) == 0) return found(Reason::cms_attribute_missing, "content-type");
  const auto type = signer.signed_attributes->content_type();
  if (type == signature.content_type()) return {};
  return found(Reason::cms_attribute_wrong, "content-type is " + type.value_or("unreadable or double"));
}

Findings message_digest_equals(const CmsSigner& signer, ByteView content_digest) {
  if (!signer.signed_attributes) return {};
  if (count(signer, oid::message_digest) == 0) return found(Reason::cms_attribute_missing, "message-digest");
  const auto signed_digest = signer.signed_attributes->message_digest();
  if (!signed_digest) return found(Reason::cms_attribute_wrong, "message-digest is unreadable or double");
  if (std::ranges::equal(*signed_digest, content_digest)) return {};
  return found(Reason::digest_mismatch, "message-digest");
}

Findings algorithms_are_protected(const CmsSigner& signer) {
  if (!signer.signed_attributes || count(signer, oid::algorithm_protection) == 0) return {};
  const CmsAttribute* attribute = find_attribute(signer.signed_attributes->attributes, oid::algorithm_protection);
  const bool fits = count(signer, oid::algorithm_protection) == 1 && attribute->values.size() == 1 &&
                    protects(attribute->values.front(), signer);
  forget_openssl_errors();
  return fits ? Findings{} : found(Reason::algorithm_mismatch, "cms-algorithm-protection");
}

Findings signature_value_fits(const CmsSigner& signer, const PublicKey& key, ByteView content_digest) {
  const auto algorithm = signer.algorithm();
  if (!algorithm) return found(algorithm.error());
  const auto verified = verify_signer(signer, key, *algorithm, content_digest);
  return verified ? Findings{} : found(verified.error());
}

Findings certificate_is_embedded(const CmsSigner& signer) {
  return signer.certificate ? Findings{} : found(Reason::signing_certificate_missing, "not among the certificates");
}

Findings signing_certificate_fits(const CmsSigner& signer, const X509* certificate,
                                  SigningCertificateAttribute presence) {
  const bool is_present = signer.signed_attributes && (count(signer, oid::signing_certificate_v2) != 0 ||
                                                       count(signer, oid::signing_certificate) != 0);
  if (!is_present) {
    if (presence == SigningCertificateAttribute::optional) return {};
    return found(Reason::cms_attribute_missing, "signing-certificate-v2");
  }
  const auto references = signer.signed_attributes->signing_certificates();
  if (references.empty()) return found(Reason::cms_attribute_wrong, "signing-certificate is unreadable or double");
  return certificate_reference_fits(references.front(), certificate);
}

Findings check_cms_integrity(const CmsSignature& signature, ByteView content_digest,
                             SigningCertificateAttribute presence) {
  const CmsSigner& signer = signature.signer();
  Findings findings = has_one_signer(signature);
  append(findings, is_detached(signature));
  append(findings, content_type_is_signed(signature, signer));
  append(findings, message_digest_equals(signer, content_digest));
  append(findings, algorithms_are_protected(signer));
  append(findings, certificate_is_embedded(signer));
  if (!signer.certificate) return findings;

  append(findings, signing_certificate_fits(signer, signer.certificate.get(), presence));
  const auto key = public_key_of(signer.certificate.get());
  append(findings, key ? signature_value_fits(signer, *key, content_digest) : found(key.error()));
  return findings;
}

}  // namespace sceau
