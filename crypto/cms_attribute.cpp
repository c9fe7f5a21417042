// SPDX-License-Identifier: Apache-2.0
#include "crypto/cms_attribute.h"

#include <algorithm>

#include "crypto/cms_structure.h"
#include "crypto/digest.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

using AttributeHandle = Owned<X509_ATTRIBUTE, X509_ATTRIBUTE_free>;

CmsAttribute value_of(X509_ATTRIBUTE* attribute) {
  CmsAttribute value{dotted_name(X509_ATTRIBUTE_get0_object(attribute)), {}};
  for (int at = 0; at < X509_ATTRIBUTE_count(attribute); ++at) {
    value.values.push_back(asn1::encoded_any(X509_ATTRIBUTE_get0_type(attribute, at)));
  }
  return value;
}

CertificateReference value_of(const asn1::CertificateId& id, std::string_view default_digest) {
  const ASN1_OBJECT* object = nullptr;
  if (id.hash_algorithm != nullptr) X509_ALGOR_get0(&object, nullptr, nullptr, id.hash_algorithm);
  const unsigned char* hash = ASN1_STRING_get0_data(id.hash);
  CertificateReference reference;
  reference.digest_oid = object != nullptr ? dotted_name(object) : std::string(default_digest);
  reference.digest.assign(hash, hash + ASN1_STRING_length(id.hash));
  if (id.issuer_serial != nullptr) reference.issuer_serial = asn1::encoded_any(id.issuer_serial);
  return reference;
}

// GeneralNames with one directoryName.
bool add_directory_name(GENERAL_NAMES* names, const X509_NAME* name) {
  Owned<GENERAL_NAME, GENERAL_NAME_free> general(GENERAL_NAME_new());
  X509_NAME* copy = X509_NAME_dup(name);
  if (!general || copy == nullptr) return false;
  GENERAL_NAME_set0_value(general.get(), GEN_DIRNAME, copy);
  if (sk_GENERAL_NAME_push(names, general.get()) <= 0) return false;
  static_cast<void>(general.release());
  return true;
}

bool names_issuer(const GENERAL_NAMES* names, const X509_NAME* issuer) {
  if (sk_GENERAL_NAME_num(names) != 1) return false;
  int type = 0;
  const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, 0), &type);
  return type == GEN_DIRNAME && X509_NAME_cmp(static_cast<const X509_NAME*>(value), issuer) == 0;
}

}  // namespace

Result<Bytes> encode_attribute(const CmsAttribute& attribute) {
  const AttributeHandle encoded(X509_ATTRIBUTE_new());
  const ObjectHandle object = object_named(attribute.oid);
  if (!encoded || !object || X509_ATTRIBUTE_set1_object(encoded.get(), object.get()) != 1) {
    return openssl_error(Reason::crypto_failed, "attribute " + attribute.oid);
  }
  for (const Bytes& value : attribute.values) {
    const AnyHandle any = asn1::decode_any(value);
    // With length -1 the value is copied with the type it has.
    if (!any || X509_ATTRIBUTE_set1_data(encoded.get(), ASN1_TYPE_get(any.get()), any->value.ptr, -1) != 1) {
      return openssl_error(Reason::crypto_failed, "value of attribute " + attribute.oid);
    }
  }
  return der_of<i2d_X509_ATTRIBUTE>(encoded.get());
}

Result<std::vector<CmsAttribute>> decode_attributes(const std::vector<Bytes>& elements) {
  std::vector<CmsAttribute> attributes;
  for (const Bytes& element : elements) {
    const unsigned char* at = element.data();
    const AttributeHandle attribute(d2i_X509_ATTRIBUTE(nullptr, &at, static_cast<long>(element.size())));
    if (!attribute || at != element.data() + element.size()) {
      return openssl_error(Reason::cms_malformed, "an attribute cannot be read");
    }
    attributes.push_back(value_of(attribute.get()));
  }
  return attributes;
}

Result<Bytes> issuer_serial_der(const X509* certificate) {
  const auto value = asn1::make<asn1::IssuerSerial>();
  if (!value || !add_directory_name(value->issuer, X509_get_issuer_name(certificate)) ||
      ASN1_STRING_copy(value->serial, X509_get0_serialNumber(certificate)) != 1) {
    return openssl_error(Reason::crypto_failed, "IssuerSerial");
  }
  return asn1::encode(value.get());
}

bool issuer_serial_names(ByteView issuer_serial, const X509* certificate) {
  const auto value = asn1::decode<asn1::IssuerSerial>(issuer_serial);
  forget_openssl_errors();
  return value && names_issuer(value->issuer, X509_get_issuer_name(certificate)) &&
         ASN1_INTEGER_cmp(value->serial, X509_get0_serialNumber(certificate)) == 0;
}

Result<Bytes> signing_certificate_v2_der(const X509* certificate) {
  const auto hash = digest(DigestAlgorithm::sha256, der_of<i2d_X509>(certificate));
  if (!hash) return hash.error();
  const auto issuer_serial = issuer_serial_der(certificate);
  if (!issuer_serial) return issuer_serial.error();

  const auto id = asn1::make<asn1::CertificateId>();
  const auto value = asn1::make<asn1::SigningCertificate>();
  if (!id || !value || ASN1_OCTET_STRING_set(id->hash, hash->data(), static_cast<int>(hash->size())) != 1) {
    return openssl_error(Reason::crypto_failed, "ESSCertIDv2");
  }
  id->issuer_serial = asn1::decode_any(*issuer_serial).release();
  if (!asn1::push_any(value->certificates, asn1::encode(id.get()))) {
    return openssl_error(Reason::crypto_failed, "SigningCertificateV2");
  }
  return asn1::encode(value.get());
}

std::vector<CertificateReference> certificate_references(ByteView signing_certificate,
                                                         std::string_view default_digest) {
  std::vector<CertificateReference> references;
  const auto value = asn1::decode<asn1::SigningCertificate>(signing_certificate);
  if (value) {
    for (const Bytes& element : asn1::encoded_elements(value->certificates)) {
      const auto id = asn1::decode<asn1::CertificateId>(element);
      if (!id) break;
      references.push_back(value_of(*id, default_digest));
    }
  }
  forget_openssl_errors();
  return references;
}

Findings certificate_reference_fits(const CertificateReference& reference, const X509* certificate) {
  const auto algorithm = digest_from_oid(reference.digest_oid);
  if (!algorithm) return {{algorithm.error().reason, algorithm.error().detail}};
  const auto actual = digest(*algorithm, der_of<i2d_X509>(certificate));
  if (!actual) return {{actual.error().reason, actual.error().detail}};
  if (*actual != reference.digest) {
    return {{Reason::signing_certificate_mismatch, "the digest of the certificate differs"}};
  }
  if (!reference.issuer_serial.empty() && !issuer_serial_names(reference.issuer_serial, certificate)) {
    return {{Reason::signing_certificate_mismatch, "issuer and serial number differ"}};
  }
  return {};
}

}  // namespace sceau
