// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xades_properties.h"

#include <algorithm>
#include <array>

#include "formats/xml/namespaces.h"

namespace sceau {
namespace {

Finding malformed(std::string what) { return {Reason::xml_signature_malformed, std::move(what)}; }
Finding as_finding(const Error& error) { return {error.reason, error.detail}; }

bool is_xades(XmlNode element, std::string_view local_name) {
  return element && element.local_name() == local_name && is_xades_namespace(namespace_of(element));
}

XmlNode xades_child(XmlNode parent, std::string_view local_name) {
  auto child = parent.first_child_element();
  while (child && !is_xades(child, local_name)) child = child.next_sibling_element();
  return child;
}

std::vector<XmlNode> xades_children(XmlNode parent, std::string_view local_name) {
  std::vector<XmlNode> found;
  for (auto child = parent.first_child_element(); child; child = child.next_sibling_element()) {
    if (is_xades(child, local_name)) found.push_back(child);
  }
  return found;
}

std::string attribute_of(XmlNode element, std::string_view name) {
  return std::string(element.attribute(name).value_or(""));
}

// The text of a leaf; what cannot be read becomes a finding.
std::string text_of(XmlNode element, Findings& findings) {
  auto text = leaf_text(element);
  if (text) return *std::move(text);
  findings.push_back(as_finding(text.error()));
  return {};
}

Bytes base64_of(XmlNode element, Findings& findings) {
  if (!element) return {};
  auto bytes = leaf_base64(element);
  if (bytes) return *std::move(bytes);
  findings.push_back(as_finding(bytes.error()));
  return {};
}

void read_signing_time(XmlNode properties, XadesProperties& result) {
  for (const auto element : xades_children(properties, "SigningTime")) {
    result.signing_times.push_back(text_of(element, result.findings));
  }
  if (result.signing_times.empty()) return;
  auto time = from_rfc3339(result.signing_times.front());
  if (time) {
    result.signing_time = *time;
  } else {
    result.findings.push_back(malformed("SigningTime '" + result.signing_times.front() + "'"));
  }
}

XadesCertificateReference read_certificate_reference(XmlNode cert, Findings& findings) {
  XadesCertificateReference reference;
  const auto digest = xades_child(cert, "CertDigest");
  reference.digest_uri = attribute_of(child_named(digest, xml_namespace::dsig, "DigestMethod"), "Algorithm");
  reference.digest = base64_of(child_named(digest, xml_namespace::dsig, "DigestValue"), findings);
  reference.issuer_serial = base64_of(xades_child(cert, "IssuerSerialV2"), findings);
  if (const auto issuer_serial = xades_child(cert, "IssuerSerial")) {
    reference.issuer_name = text_of(child_named(issuer_serial, xml_namespace::dsig, "X509IssuerName"), findings);
    reference.serial_number = text_of(child_named(issuer_serial, xml_namespace::dsig, "X509SerialNumber"), findings);
  }
  reference.has_uri = cert.attribute("URI").has_value();
  return reference;
}

void read_signing_certificates(XmlNode properties, XadesProperties& result) {
  const auto older = xades_children(properties, "SigningCertificate");
  const auto newer = xades_children(properties, "SigningCertificateV2");
  result.signing_certificate_count = older.size();
  result.signing_certificate_v2_count = newer.size();
  for (const auto& list : {newer, older}) {
    for (const auto property : list) {
      for (const auto cert : xades_children(property, "Cert")) {
        result.signing_certificates.push_back(read_certificate_reference(cert, result.findings));
      }
    }
  }
}

void read_data_object_formats(XmlNode properties, XadesProperties& result) {
  for (const auto element : xades_children(properties, "DataObjectFormat")) {
    const auto mime_type = xades_child(element, "MimeType");
    result.data_object_formats.push_back(
        {attribute_of(element, "ObjectReference"), mime_type ? text_of(mime_type, result.findings) : std::string()});
  }
}

void read_signed_properties(XadesProperties& result) {
  result.signed_properties_id = attribute_of(result.signed_properties, "Id");
  const auto of_signature = xades_child(result.signed_properties, "SignedSignatureProperties");
  read_signing_time(of_signature, result);
  read_signing_certificates(of_signature, result);
  result.has_policy = static_cast<bool>(xades_child(of_signature, "SignaturePolicyIdentifier"));
  read_data_object_formats(xades_child(result.signed_properties, "SignedDataObjectProperties"), result);
}

XadesTimestamp read_timestamp(XmlNode element) {
  XadesTimestamp timestamp{.element = element, .form = {}, .tokens = {}, .findings = {}};
  if (const auto method = child_named(element, xml_namespace::dsig, "CanonicalizationMethod")) {
    auto form = read_canonical_form(method);
    if (form) timestamp.form = *std::move(form);
    if (!form) timestamp.findings.push_back(as_finding(form.error()));
  }
  for (const auto token : xades_children(element, "EncapsulatedTimeStamp")) {
    timestamp.tokens.push_back(base64_of(token, timestamp.findings));
  }
  if (timestamp.tokens.empty()) timestamp.findings.push_back(malformed("a time-stamp without token"));
  return timestamp;
}

// Certificates and lists wherever the unsigned properties carry them. Nobody signed these: one that cannot be read is
// passed over.
void read_validation_data(XmlNode property, XadesProperties& result) {
  Findings ignored;
  for (auto element = property; element; element = next_element(element, property)) {
    if (is_xades(element, "EncapsulatedX509Certificate")) {
      result.certificates.push_back(base64_of(element, ignored));
    }
    if (is_xades(element, "EncapsulatedCRLValue")) {
      result.revocation_lists.push_back(base64_of(element, ignored));
    }
  }
}

constexpr std::array<std::string_view, 6> validation_data = {"CertificateValues",         "RevocationValues",
                                                             "AttrAuthoritiesCertValues", "AttributeRevocationValues",
                                                             "TimeStampValidationData",   "AnyValidationData"};

void read_unsigned_properties(XadesProperties& result) {
  const auto of_signature = xades_child(result.unsigned_properties, "UnsignedSignatureProperties");
  for (auto property = of_signature.first_child_element(); property; property = property.next_sibling_element()) {
    const auto name = property.local_name();
    result.unsigned_names.emplace_back(name);
    if (is_xades(property, "SignatureTimeStamp")) result.signature_timestamps.push_back(read_timestamp(property));
    if (is_xades(property, "CounterSignature")) {
      if (const auto inner = child_named(property, xml_namespace::dsig, "Signature")) {
        result.counter_signatures.push_back(inner);
      }
    }
    if (std::ranges::find(validation_data, name) != validation_data.end()) read_validation_data(property, result);
  }
}

std::vector<XmlNode> find_qualifying_properties(const XmlSignature& signature) {
  std::vector<XmlNode> found;
  for (const auto object : signature.objects) {
    const auto inside = xades_children(object, "QualifyingProperties");
    found.insert(found.end(), inside.begin(), inside.end());
  }
  return found;
}

// EN 319 132-1, 4.3.1 and 4.4: one QualifyingProperties with one SignedProperties.
void check_place(const XmlSignature& signature, std::size_t count, XadesProperties& result) {
  if (count != 1) result.findings.push_back(malformed("more than one QualifyingProperties"));
  result.is_for_this_signature =
      !signature.id.empty() && attribute_of(result.qualifying_properties, "Target") == "#" + signature.id;
  if (xades_children(result.qualifying_properties, "SignedProperties").size() != 1) {
    result.findings.push_back(malformed("not exactly one SignedProperties"));
  }
}

}  // namespace

std::optional<XadesProperties> read_xades_properties(const XmlSignature& signature) {
  const auto all = find_qualifying_properties(signature);
  if (all.empty()) return std::nullopt;
  XadesProperties result;
  result.qualifying_properties = all.front();
  result.is_current = namespace_of(all.front()) == xml_namespace::xades;
  result.signed_properties = xades_child(all.front(), "SignedProperties");
  result.unsigned_properties = xades_child(all.front(), "UnsignedProperties");
  check_place(signature, all.size(), result);
  read_signed_properties(result);
  read_unsigned_properties(result);
  return result;
}

bool is_signed_properties_type(std::string_view type) {
  constexpr std::array<std::string_view, 3> types = {"http://uri.etsi.org/01903#SignedProperties",
                                                     "http://uri.etsi.org/01903/v1.2.2#SignedProperties",
                                                     "http://uri.etsi.org/01903/v1.1.1#SignedProperties"};
  return std::ranges::find(types, type) != types.end();
}

}  // namespace sceau
