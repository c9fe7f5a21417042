// SPDX-License-Identifier: Apache-2.0
#include "crypto/cms_signature.h"

#include <algorithm>

#include "crypto/asn1_time.h"
#include "crypto/cms_attribute.h"
#include "crypto/cms_structure.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

constexpr std::string_view signed_data = "1.2.840.113549.1.7.2";

Error malformed(std::string what) { return openssl_error(Reason::cms_malformed, std::move(what)); }

Bytes octets_of(const ASN1_STRING* string) {
  const unsigned char* data = ASN1_STRING_get0_data(string);
  return Bytes(data, data + ASN1_STRING_length(string));
}

std::string oid_of(const X509_ALGOR* identifier) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, identifier);
  return dotted_name(object);
}

AlgorithmIdentifierHandle decode_algorithm(const Bytes& der) {
  const unsigned char* at = der.data();
  return AlgorithmIdentifierHandle(d2i_X509_ALGOR(nullptr, &at, static_cast<long>(der.size())));
}

// CertificateChoices and RevocationInfoChoice: what carries a context tag is of another kind.
bool is_sequence(const Bytes& element) { return !element.empty() && element.front() == 0x30; }
bool is_other_kind(const Bytes& element) { return !element.empty() && (element.front() & 0xE0) == 0xA0; }

CrlHandle decode_crl(const Bytes& der) {
  const unsigned char* at = der.data();
  CrlHandle crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  return at == der.data() + der.size() ? std::move(crl) : nullptr;
}

Result<std::vector<SharedX509>> embedded_certificates(const asn1::SignedData& data, CertificatePool& pool) {
  std::vector<SharedX509> certificates;
  for (const Bytes& element : asn1::encoded_elements(data.certificates)) {
    if (is_other_kind(element)) continue;  // attribute certificates and other formats
    certificates.push_back(pool.decode(element));
    if (!certificates.back()) return malformed("an embedded certificate cannot be read");
  }
  return certificates;
}

struct RevocationInformation {
  std::vector<SharedCrl> crls;
  std::vector<Bytes> other;
};

Result<RevocationInformation> embedded_revocation(const asn1::SignedData& data) {
  RevocationInformation found;
  for (Bytes& element : asn1::encoded_elements(data.crls)) {
    if (!is_sequence(element)) {
      found.other.push_back(std::move(element));
      continue;
    }
    auto crl = decode_crl(element);
    if (!crl) return malformed("an embedded CRL cannot be read");
    found.crls.push_back(share(std::move(crl)));
  }
  return found;
}

bool is_named_by(const asn1::SignerIdentifier& identifier, X509* certificate) {
  if (identifier.type == 0) {
    const auto* name = identifier.value.issuer_and_serial;
    return X509_NAME_cmp(name->issuer, X509_get_issuer_name(certificate)) == 0 &&
           ASN1_INTEGER_cmp(name->serial, X509_get0_serialNumber(certificate)) == 0;
  }
  const ASN1_OCTET_STRING* key_identifier = X509_get0_subject_key_id(certificate);
  return key_identifier != nullptr && ASN1_OCTET_STRING_cmp(identifier.value.key_identifier, key_identifier) == 0;
}

// Several certificates may carry the same issuer and serial number (an attack, or a careless authority): then the one
// that the signed reference names.
SharedX509 certificate_named_by(const asn1::SignerIdentifier& identifier, const CmsSigner& signer,
                                const std::vector<SharedX509>& certificates) {
  std::vector<SharedX509> candidates;
  std::ranges::copy_if(certificates, std::back_inserter(candidates),
                       [&](const SharedX509& each) { return is_named_by(identifier, each.get()); });
  if (candidates.size() > 1 && signer.signed_attributes) {
    const auto references = signer.signed_attributes->signing_certificates();
    const auto named = std::ranges::find_if(candidates, [&](const SharedX509& each) {
      return !references.empty() && certificate_reference_fits(references.front(), each.get()).empty();
    });
    if (named != candidates.end()) return *named;
  }
  return candidates.empty() ? nullptr : candidates.front();
}

void copy_identifier(const asn1::SignerIdentifier& identifier, CmsSigner& signer) {
  if (identifier.type == 0) {
    signer.issuer = der_of<i2d_X509_NAME>(identifier.value.issuer_and_serial->issuer);
    signer.serial = der_of<i2d_ASN1_INTEGER>(identifier.value.issuer_and_serial->serial);
  } else {
    signer.key_identifier = octets_of(identifier.value.key_identifier);
  }
}

void copy_algorithms(const asn1::SignerInfo& info, CmsSigner& signer) {
  signer.digest_algorithm = der_of<i2d_X509_ALGOR>(info.digest_algorithm);
  signer.signature_algorithm = der_of<i2d_X509_ALGOR>(info.signature_algorithm);
  signer.digest_oid = oid_of(info.digest_algorithm);
  signer.signature_oid = oid_of(info.signature_algorithm);
}

Result<CmsSigner> signer_of(const Bytes& element, const std::vector<SharedX509>& certificates) {
  const auto info = asn1::decode<asn1::SignerInfo>(element);
  if (!info) return malformed("a SignerInfo cannot be read");
  CmsSigner signer;
  signer.version = ASN1_INTEGER_get(info->version);
  copy_identifier(*info->identifier, signer);
  copy_algorithms(*info, signer);
  signer.signature = octets_of(info->signature);
  if (info->signed_attributes != nullptr) {
    auto parsed = parse_signed_attributes(asn1::set_as_given(asn1::encoded_elements(info->signed_attributes)));
    if (!parsed) return parsed.error();
    signer.signed_attributes = std::move(*parsed);
  }
  auto unsigned_attributes = decode_attributes(asn1::encoded_elements(info->unsigned_attributes));
  if (!unsigned_attributes) return unsigned_attributes.error();
  signer.unsigned_attributes = std::move(*unsigned_attributes);
  signer.certificate = certificate_named_by(*info->identifier, signer, certificates);
  return signer;
}

Result<std::vector<CmsSigner>> signers_of(const asn1::SignedData& data, const std::vector<SharedX509>& certificates) {
  // Each is compared with each certificate: without a limit a small file costs minutes.
  constexpr int most_signers = 100;
  if (sk_ASN1_TYPE_num(data.signers) > most_signers) return malformed("more than 100 signers");
  std::vector<CmsSigner> signers;
  for (const Bytes& element : asn1::encoded_elements(data.signers)) {
    auto signer = signer_of(element, certificates);
    if (!signer) return signer.error();
    signers.push_back(std::move(*signer));
  }
  if (signers.empty()) return malformed("there is no SignerInfo");
  return signers;
}

}  // namespace

Result<DigestAlgorithm> CmsSigner::digest() const { return digest_from_oid(digest_oid); }

Result<SignatureAlgorithm> CmsSigner::algorithm() const {
  const auto signature_identifier = decode_algorithm(signature_algorithm);
  const auto digest_identifier = decode_algorithm(digest_algorithm);
  if (!signature_identifier || !digest_identifier) return openssl_error(Reason::algorithm_unknown, signature_oid);
  return signature_algorithm_from_cms(signature_identifier.get(), digest_identifier.get());
}

std::vector<Bytes> CmsSigner::timestamps() const {
  std::vector<Bytes> tokens;
  for (const CmsAttribute& attribute : unsigned_attributes) {
    if (attribute.oid == oid::signature_timestamp) {
      tokens.insert(tokens.end(), attribute.values.begin(), attribute.values.end());
    }
  }
  return tokens;
}

bool CmsSigner::has_counter_signature() const {
  return find_attribute(unsigned_attributes, oid::counter_signature) != nullptr;
}

Result<CmsSignature> parse_cms(ByteView encoded) {
  CertificatePool pool;
  return parse_cms(encoded, pool);
}

Result<CmsSignature> parse_cms(ByteView encoded, CertificatePool& pool) {
  ByteView rest = encoded;
  const auto info = asn1::decode_front<asn1::ContentInfo>(rest);
  if (!info) return malformed("no ContentInfo with SignedData");
  if (dotted_name(info->type) != signed_data) return malformed("not SignedData but " + dotted_name(info->type));
  if (!std::ranges::all_of(rest, [](std::uint8_t byte) { return byte == 0; })) {
    return malformed("bytes behind the structure");
  }
  const asn1::SignedData& data = *info->content;
  auto certificates = embedded_certificates(data, pool);
  if (!certificates) return certificates.error();
  auto revocation = embedded_revocation(data);
  if (!revocation) return revocation.error();
  auto signers = signers_of(data, *certificates);
  if (!signers) return signers.error();

  CmsSignature cms;
  cms.encoded_.assign(encoded.begin(), encoded.end() - static_cast<std::ptrdiff_t>(rest.size()));
  cms.content_type_ = dotted_name(data.encapsulated->type);
  if (data.encapsulated->content != nullptr) cms.content_ = octets_of(data.encapsulated->content);
  cms.signers_ = std::move(*signers);
  cms.certificates_ = std::move(*certificates);
  cms.crls_ = std::move(revocation->crls);
  cms.other_revocation_ = std::move(revocation->other);
  return cms;
}

}  // namespace sceau
