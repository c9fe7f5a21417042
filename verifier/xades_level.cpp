// SPDX-License-Identifier: Apache-2.0
#include "verifier/xades_level.h"

#include <algorithm>
#include <array>

#include "crypto/signed_attributes.h"

namespace sceau {
namespace {

// EN 319 132-1, 6.3: properties of the older levels that a baseline signature must not carry.
constexpr std::array<std::string_view, 8> forbidden_in_baseline = {
    "CompleteCertificateRefs",    "CompleteCertificateRefsV2", "CompleteRevocationRefs", "AttributeCertificateRefs",
    "AttributeCertificateRefsV2", "AttributeRevocationRefs",   "SigAndRefsTimeStamp",    "RefsOnlyTimeStamp"};

bool has_forbidden_property(const XadesProperties& properties) {
  return std::ranges::any_of(properties.unsigned_names, [](const std::string& name) {
    return std::ranges::find(forbidden_in_baseline, name) != forbidden_in_baseline.end();
  });
}

// 6.3 (i): one SigningCertificateV2 (or SigningCertificate, by which the older TS 103 171 has baseline levels), its
// Cert without URI; where it has an IssuerSerialV2, that of the signer.
bool names_its_signer(const XadesProperties& properties, const std::optional<Certificate>& signer) {
  if (properties.signing_certificate_v2_count + properties.signing_certificate_count != 1) return false;
  if (!signer || properties.signing_certificates.empty()) return false;
  const auto& first = properties.signing_certificates.front();
  return !first.has_uri && (first.issuer_serial.empty() || issuer_serial_names(first.issuer_serial, signer->handle()));
}

// 6.3 (a)
bool key_info_has(const XmlSignature& signature, const std::optional<Certificate>& signer) {
  return signer && std::ranges::find(signature.certificates, signer->der()) != signature.certificates.end();
}

// 6.3 (k): a DataObjectFormat says of which reference, and has a MimeType. That one stands there for every reference is
// not asked: EU DSS does not either.
bool formats_are_complete(const XmlSignature& signature, const XadesProperties& properties) {
  return std::ranges::all_of(properties.data_object_formats, [&](const DataObjectFormat& format) {
    const bool has_reference = std::ranges::any_of(
        signature.references, [&](const XmlReference& each) { return format.object_reference == "#" + each.id; });
    return has_reference && !format.mime_type.empty();
  });
}

bool is_baseline(const XmlSignature& signature, const XadesProperties& properties, const CheckedReferences& references,
                 const std::optional<Certificate>& signer) {
  return properties.is_current && properties.is_for_this_signature && references.signs_properties &&
         properties.signing_times.size() == 1 && properties.signing_time && names_its_signer(properties, signer) &&
         key_info_has(signature, signer) && formats_are_complete(signature, properties) &&
         !has_forbidden_property(properties);
}

}  // namespace

std::string xades_level(const XmlSignature& signature, const std::optional<XadesProperties>& properties,
                        const CheckedReferences& references, const std::optional<Certificate>& signer) {
  if (!properties) return "XMLDSIG";
  if (is_baseline(signature, *properties, references, signer)) return "XAdES-BASELINE-B";
  return properties->has_policy ? "XAdES-EPES" : "XAdES-BES";
}

}  // namespace sceau
