// SPDX-License-Identifier: Apache-2.0
// A ds:Signature element (XML Signature 1.1) as a value. Reading checks the structure only: nothing here is trusted,
// and no digest or signature value was looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/xml/signature_transform.h"
#include "formats/xml/xml_tree.h"
#include "foundation/bytes.h"
#include "foundation/finding.h"

namespace sceau {

inline constexpr std::size_t most_signatures = 100;  // in one document
inline constexpr std::size_t most_references = 100;  // in one signature
inline constexpr std::size_t most_transforms = 5;    // in one reference
inline constexpr std::size_t most_timestamps = 100;  // in one signature

struct XmlReference {
  XmlNode element;
  std::string id, type;
  std::optional<std::string> uri;
  std::vector<SignatureTransform> transforms;
  std::string digest_uri;
  Bytes digest_value;
  Findings findings;  // whatever is here keeps the reference from being checked
};

struct XmlSignature {
  XmlNode element, signed_info, signature_value_element;
  XmlNode key_info;  // null where there is none
  std::string id;
  CanonicalForm signed_info_form;
  std::string signature_uri;
  std::vector<XmlReference> references;
  Bytes signature_value;
  std::vector<Bytes> certificates;  // ds:X509Certificate of KeyInfo, in its order
  std::vector<XmlNode> objects;
  Findings findings;  // of the structure; with any of kind failed the signature is worth nothing
};

// Always returns what could be read. Findings: xml.signature_structure, xml.transform_refused (the canonicalisation of
// SignedInfo). KeyInfo: only certificates are read; RetrievalMethod and the like are never followed.
XmlSignature read_signature(XmlNode signature);

// One ds:Reference, of SignedInfo or of a ds:Manifest.
XmlReference read_reference(XmlNode reference);

// A leaf that holds base64. Errors: xml.signature_structure.
Result<Bytes> leaf_base64(XmlNode element);

}  // namespace sceau
