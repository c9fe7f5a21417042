// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_signature.h"

#include "formats/xml/namespaces.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Finding malformed(std::string what) { return {Reason::xml_signature_malformed, std::move(what)}; }
Finding as_finding(const Error& error) { return {error.reason, error.detail}; }

std::string attribute_of(XmlNode element, std::string_view name) {
  return std::string(element.attribute(name).value_or(""));
}

// Takes the children of an element one after the other, as a sequence of the schema would.
class ChildSequence {
 public:
  explicit ChildSequence(XmlNode parent) : next_(parent.first_child_element()) {}

  // The next child if it is of that name in the namespace of XML Signature, else null.
  XmlNode take(std::string_view local_name) {
    if (!is_named(next_, xml_namespace::dsig, local_name)) return {};
    const auto taken = next_;
    next_ = next_.next_sibling_element();
    return taken;
  }
  bool is_at_end() const { return !next_; }
  XmlNode next() const { return next_; }

 private:
  XmlNode next_;
};

void read_transforms(XmlNode transforms, XmlReference& reference) {
  ChildSequence children(transforms);
  while (const auto element = children.take("Transform")) {
    if (reference.transforms.size() == most_transforms) {
      reference.findings.push_back(malformed("more than 5 transforms"));
      return;
    }
    auto transform = read_transform(element);
    if (!transform) return reference.findings.push_back(as_finding(transform.error()));
    reference.transforms.push_back(*std::move(transform));
  }
  if (!children.is_at_end()) reference.findings.push_back(malformed("something other than Transform in Transforms"));
}

void read_references(ChildSequence& children, XmlSignature& signature) {
  while (const auto element = children.take("Reference")) {
    if (signature.references.size() == most_references) {
      signature.findings.push_back(malformed("more than 100 references"));
      return;
    }
    signature.references.push_back(read_reference(element));
  }
  if (signature.references.empty()) signature.findings.push_back(malformed("no Reference"));
}

void read_signature_method(XmlNode method, XmlSignature& signature) {
  signature.signature_uri = attribute_of(method, "Algorithm");
  if (signature.signature_uri.empty()) signature.findings.push_back(malformed("no SignatureMethod"));
  // RSASSA-PSS with explicit parameters, HMAC with a truncated length: neither is in the table of algorithms.
  if (method && method.first_child_element()) {
    signature.findings.push_back({Reason::algorithm_unknown, "SignatureMethod with parameters"});
  }
}

void read_signed_info(XmlSignature& signature) {
  ChildSequence children(signature.signed_info);
  const auto canonicalization = children.take("CanonicalizationMethod");
  auto form = read_canonical_form(canonicalization);
  if (form) {
    signature.signed_info_form = *std::move(form);
  } else {
    signature.findings.push_back(as_finding(form.error()));
  }
  read_signature_method(children.take("SignatureMethod"), signature);
  read_references(children, signature);
  if (!children.is_at_end()) {
    signature.findings.push_back(malformed(std::string(children.next().name()) + " out of place in SignedInfo"));
  }
}

void read_signature_value(XmlSignature& signature) {
  auto value = leaf_base64(signature.signature_value_element);
  if (value) {
    signature.signature_value = *std::move(value);
  } else {
    signature.findings.push_back(as_finding(value.error()));
  }
}

void read_key_info(XmlSignature& signature) {
  for (const auto data : children_named(signature.key_info, xml_namespace::dsig, "X509Data")) {
    for (const auto element : children_named(data, xml_namespace::dsig, "X509Certificate")) {
      auto certificate = leaf_base64(element);
      if (certificate) {
        signature.certificates.push_back(*std::move(certificate));
      } else {
        signature.findings.push_back(as_finding(certificate.error()));
      }
    }
  }
}

}  // namespace

Result<Bytes> leaf_base64(XmlNode element) {
  const auto text = leaf_text(element);
  if (!text) return text.error();
  auto bytes = from_base64(*text);
  if (!bytes) return Error{Reason::xml_signature_malformed, std::string(element.name()) + " is not base64"};
  return bytes;
}

XmlReference read_reference(XmlNode element) {
  XmlReference reference{.element = element,
                         .id = attribute_of(element, "Id"),
                         .type = attribute_of(element, "Type"),
                         .uri = {},
                         .transforms = {},
                         .digest_uri = {},
                         .digest_value = {},
                         .findings = {}};
  if (const auto uri = element.attribute("URI")) reference.uri = *uri;
  ChildSequence children(element);
  if (const auto transforms = children.take("Transforms")) read_transforms(transforms, reference);
  reference.digest_uri = attribute_of(children.take("DigestMethod"), "Algorithm");
  auto value = leaf_base64(children.take("DigestValue"));
  if (value) reference.digest_value = *std::move(value);
  if (reference.digest_uri.empty() || reference.digest_value.empty() || !children.is_at_end()) {
    reference.findings.push_back(malformed("Reference without digest, or with more"));
  }
  return reference;
}

XmlSignature read_signature(XmlNode element) {
  XmlSignature signature;
  signature.element = element;
  signature.id = attribute_of(element, "Id");
  ChildSequence children(element);
  signature.signed_info = children.take("SignedInfo");
  signature.signature_value_element = children.take("SignatureValue");
  signature.key_info = children.take("KeyInfo");
  while (const auto object = children.take("Object")) signature.objects.push_back(object);
  if (!signature.signed_info || !signature.signature_value_element || !children.is_at_end()) {
    signature.findings.push_back(malformed("not SignedInfo, SignatureValue, KeyInfo, Object in this order"));
  }
  read_signed_info(signature);
  read_signature_value(signature);
  read_key_info(signature);
  return signature;
}

}  // namespace sceau
