// SPDX-License-Identifier: Apache-2.0
// Attributes and the ESS certificate references inside them, between bytes and values. Inside crypto/ only.
#pragma once

#include "crypto/signed_attributes.h"

namespace sceau {

// Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF ANY }. Error: internal.crypto.
Result<Bytes> encode_attribute(const CmsAttribute& attribute);
// Error: signature.cms_malformed.
Result<std::vector<CmsAttribute>> decode_attributes(const std::vector<Bytes>& elements);

// SigningCertificateV2 (RFC 5035) for one certificate.
Result<Bytes> signing_certificate_v2_der(const X509* certificate);
// From SigningCertificate or SigningCertificateV2; empty where it cannot be read. A reference without hashAlgorithm
// has the digest given.
std::vector<CertificateReference> certificate_references(ByteView signing_certificate, std::string_view default_digest);

}  // namespace sceau
