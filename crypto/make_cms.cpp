// SPDX-License-Identifier: Apache-2.0
// SignedData written: exactly the attributes it was given, one SignerInfo, DER.
#include <algorithm>

#include "crypto/cms_attribute.h"
#include "crypto/cms_signature.h"
#include "crypto/cms_structure.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

constexpr const char* signed_data = "1.2.840.113549.1.7.2";

Error failed(std::string what) { return openssl_error(Reason::crypto_failed, std::move(what)); }

bool set_object(ASN1_OBJECT*& field, std::string_view dotted) {
  ObjectHandle object = object_named(dotted);
  if (!object) return false;
  ASN1_OBJECT_free(field);
  field = object.release();
  return true;
}

bool set_algorithm(X509_ALGOR*& field, Result<AlgorithmIdentifierHandle> identifier) {
  if (!identifier) return false;
  X509_ALGOR_free(field);
  field = std::move(*identifier).release();
  return true;
}

bool name_signer(asn1::SignerIdentifier* identifier, const X509* certificate) {
  PKCS7_ISSUER_AND_SERIAL* name = PKCS7_ISSUER_AND_SERIAL_new();
  identifier->type = 0;
  identifier->value.issuer_and_serial = name;
  return name != nullptr && X509_NAME_set(&name->issuer, X509_get_issuer_name(certificate)) == 1 &&
         ASN1_STRING_copy(name->serial, X509_get0_serialNumber(certificate)) == 1;
}

bool set_octets(ASN1_OCTET_STRING* field, ByteView octets) {
  return ASN1_OCTET_STRING_set(field, octets.data(), static_cast<int>(octets.size())) == 1;
}

bool push_all(asn1::AnyStack*& stack, const std::vector<Bytes>& elements) {
  return std::ranges::all_of(elements, [&stack](const Bytes& element) { return asn1::push_any(stack, element); });
}

Result<Bytes> signer_info(const SignedAttributes& attributes, const SigningIdentity& identity,
                          SignatureAlgorithm algorithm, ByteView signature) {
  const auto info = asn1::make<asn1::SignerInfo>();
  const auto elements = asn1::elements_of_set(attributes.encoded);
  if (!info || !elements || ASN1_INTEGER_set(info->version, 1) != 1 ||
      !name_signer(info->identifier, identity.certificate.get()) ||
      !set_algorithm(info->digest_algorithm, digest_algorithm_identifier(digest_of(algorithm))) ||
      !set_algorithm(info->signature_algorithm, signature_algorithm_identifier(algorithm)) ||
      !push_all(info->signed_attributes, *elements) || !set_octets(info->signature, signature)) {
    return failed("SignerInfo");
  }
  return asn1::encode(info.get());
}

bool is_self_issued(const X509* certificate) {
  return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

// Each once and in the order of DER's SET OF; roots only when wanted (the verifier has them, or does not trust them).
std::vector<Bytes> certificates_to_embed(const SigningIdentity& identity, EmbeddedCertificates embedded) {
  if (embedded == EmbeddedCertificates::none) return {};
  std::vector<Bytes> certificates{certificate_der(identity.certificate)};
  for (const SharedX509& certificate : identity.chain) {
    if (embedded == EmbeddedCertificates::chain && is_self_issued(certificate.get())) continue;
    Bytes der = certificate_der(certificate);
    if (std::ranges::find(certificates, der) == certificates.end()) certificates.push_back(std::move(der));
  }
  std::ranges::sort(certificates);
  return certificates;
}

bool set_content(asn1::EncapsulatedContent* encapsulated, const CmsContent& content) {
  if (!set_object(encapsulated->type, content.type)) return false;
  if (!content.attached) return true;
  encapsulated->content = ASN1_OCTET_STRING_new();
  return encapsulated->content != nullptr && set_octets(encapsulated->content, *content.attached);
}

// RFC 5652, 5.1: version 3 where the content is not id-data.
long version_of(const CmsContent& content) { return content.type == oid::data ? 1 : 3; }

Result<Bytes> digest_algorithm_der(SignatureAlgorithm algorithm) {
  const auto identifier = digest_algorithm_identifier(digest_of(algorithm));
  if (!identifier) return identifier.error();
  return der_of<i2d_X509_ALGOR>(identifier->get());
}

Result<Bytes> content_info(const CmsContent& content, const std::vector<Bytes>& certificates, const Bytes& signer,
                           SignatureAlgorithm algorithm) {
  const auto info = asn1::make<asn1::ContentInfo>();
  const auto digest_algorithm = digest_algorithm_der(algorithm);
  if (!digest_algorithm) return digest_algorithm.error();
  if (!info || !set_object(info->type, signed_data)) return failed("ContentInfo");
  asn1::SignedData& data = *info->content;
  if (ASN1_INTEGER_set(data.version, version_of(content)) != 1 ||
      !asn1::push_any(data.digest_algorithms, *digest_algorithm) || !set_content(data.encapsulated, content) ||
      !push_all(data.certificates, certificates) || !asn1::push_any(data.signers, signer)) {
    return failed("SignedData");
  }
  return asn1::encode(info.get());
}

Result<Bytes> with_unsigned_attribute(const Bytes& signer, const Bytes& attribute) {
  const auto info = asn1::decode<asn1::SignerInfo>(signer);
  if (!info || !asn1::push_any(info->unsigned_attributes, attribute)) {
    return openssl_error(Reason::cms_malformed, "SignerInfo");
  }
  return asn1::encode(info.get());
}

// Its shape only: whoever asked for the token has looked at it.
bool is_timestamp_token(ByteView token) {
  const auto info = asn1::decode<asn1::ContentInfo>(token);
  return info && dotted_name(info->type) == signed_data &&
         dotted_name(info->content->encapsulated->type) == oid::timestamp_info;
}

}  // namespace

Result<Bytes> encode_cms(const SignedAttributes& attributes, const SigningIdentity& identity,
                         SignatureAlgorithm algorithm, const CmsContent& content, EmbeddedCertificates embedded) {
  if (auto allowed = may_sign(algorithm, identity.key->public_key()); !allowed) return allowed.error();
  const auto signature = identity.key->sign(algorithm, attributes.encoded);
  if (!signature) return signature.error();
  const auto signer = signer_info(attributes, identity, algorithm, *signature);
  if (!signer) return signer.error();
  return content_info(content, certificates_to_embed(identity, embedded), *signer, algorithm);
}

Result<CmsSignature> make_cms(const SignedAttributes& attributes, const SigningIdentity& identity,
                              SignatureAlgorithm algorithm, const CmsContent& content, EmbeddedCertificates embedded) {
  const auto encoded = encode_cms(attributes, identity, algorithm, content, embedded);
  if (!encoded) return encoded.error();
  CertificatePool pool;
  pool.add(identity.certificate);
  for (const SharedX509& certificate : identity.chain) pool.add(certificate);
  return parse_cms(*encoded, pool);
}

Result<CmsSignature> add_timestamp(const CmsSignature& signature, ByteView token) {
  if (!is_timestamp_token(token)) return openssl_error(Reason::timestamp_malformed, "this is no token");
  const auto attribute = encode_attribute({std::string(oid::signature_timestamp), {Bytes(token.begin(), token.end())}});
  if (!attribute) return attribute.error();

  const auto info = asn1::decode<asn1::ContentInfo>(signature.encoded());
  if (!info) return openssl_error(Reason::cms_malformed, "ContentInfo");
  auto signers = asn1::encoded_elements(info->content->signers);
  const auto stamped = with_unsigned_attribute(signers.front(), *attribute);
  if (!stamped) return stamped.error();

  if (!asn1::replace_any(info->content->signers, 0, *stamped)) return failed("SignedData");
  CertificatePool pool;
  for (const SharedX509& certificate : signature.certificates()) pool.add(certificate);
  return parse_cms(asn1::encode(info.get()), pool);
}

}  // namespace sceau
