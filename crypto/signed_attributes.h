// SPDX-License-Identifier: Apache-2.0
// The attributes that a CMS signature signs (RFC 5652, 5.3 and 11; EN 319 122-1, 5.2), encoded by this program and read
// back from anybody's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/digest.h"
#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// Attribute types and content types, dotted.
namespace oid {
inline constexpr std::string_view data = "1.2.840.113549.1.7.1";
inline constexpr std::string_view timestamp_info = "1.2.840.113549.1.9.16.1.4";
inline constexpr std::string_view content_type = "1.2.840.113549.1.9.3";
inline constexpr std::string_view message_digest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view signing_time = "1.2.840.113549.1.9.5";
inline constexpr std::string_view counter_signature = "1.2.840.113549.1.9.6";
inline constexpr std::string_view signing_certificate = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view signing_certificate_v2 = "1.2.840.113549.1.9.16.2.47";
inline constexpr std::string_view signature_timestamp = "1.2.840.113549.1.9.16.2.14";
inline constexpr std::string_view algorithm_protection = "1.2.840.113549.1.9.52";
inline constexpr std::string_view adobe_revocation = "1.2.840.113583.1.1.8";
}  // namespace oid

struct CmsAttribute {
  std::string oid;            // dotted
  std::vector<Bytes> values;  // each value with tag and length, as encoded
};

const CmsAttribute* find_attribute(const std::vector<CmsAttribute>& attributes, std::string_view oid);

// One ESSCertID or ESSCertIDv2: which certificate the signer says is his.
struct CertificateReference {
  std::string digest_oid;  // dotted; SHA-1 for version 1, SHA-256 where version 2 leaves it away
  Bytes digest;            // of the certificate's DER
  Bytes issuer_serial;     // DER of IssuerSerial (RFC 5035); empty where absent
};

// The attributes of one SignerInfo, as encoded there. Unknown ones are kept in `attributes` by OID.
struct SignedAttributes {
  Bytes encoded;  // SET OF Attribute with tag 0x31: what is digested and signed
  std::vector<CmsAttribute> attributes;

  // Nothing where the attribute is absent, double, or has not exactly one value of its type.
  std::optional<std::string> content_type() const;
  std::optional<Bytes> message_digest() const;
  std::optional<Instant> signing_time() const;
  // Of signing-certificate-v2, else of signing-certificate; the first is the signer's. Empty where absent or
  // unreadable.
  std::vector<CertificateReference> signing_certificates() const;
};

// What this program signs: content-type, message-digest, signing-certificate-v2 (SHA-256, with issuerSerial), nothing
// else. signing-time is for CAdES; PAdES forbids it (EN 319 142-1, 6.3).
struct AttributesToSign {
  Bytes message_digest;
  SharedX509 certificate;
  std::string content_type{oid::data};
  std::optional<Instant> signing_time = std::nullopt;
};
Result<SignedAttributes> encode_signed_attributes(const AttributesToSign& attributes);

// From a SET OF Attribute (tag 0x31). The elements stay as encoded, in their order. Error: signature.cms_malformed.
Result<SignedAttributes> parse_signed_attributes(ByteView set_of);

// IssuerSerial of RFC 5035 as DER: issuerSerial here, and IssuerSerialV2 of XAdES once in base64.
Result<Bytes> issuer_serial_der(const X509* certificate);
bool issuer_serial_names(ByteView issuer_serial, const X509* certificate);

// EN 319 122-1, 5.2.2: the first reference must fit the certificate. Findings: signature.wrong_signing_certificate,
// signature.algorithm_unknown (its digest is not in the table).
Findings certificate_reference_fits(const CertificateReference& reference, const X509* certificate);

}  // namespace sceau
