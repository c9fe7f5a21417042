// SPDX-License-Identifier: Apache-2.0
// What a ds:Reference refers to, after its transforms: the octets whose digest it signs, and the node they come from.
#pragma once

#include "formats/xml/canonical_form.h"
#include "formats/xml/xml_signature.h"
#include "formats/xml/xml_tree.h"

namespace sceau {

struct ReferencedData {
  NodeSet nodes;
  CanonicalForm form;  // how the nodes become octets: C14N 1.0 where no transform says so (XML Signature, 4.4.3.2)
  std::optional<Bytes> decoded;  // given where the last transform was base64; the nodes are then only where it stands

  // Is it the whole document, or its root element, less signatures?
  bool is_whole_document() const;
};

// The Id that a URI of a ds:Reference names: of "#Id" or "#xpointer(id('Id'))".
std::optional<std::string_view> id_of_uri(std::string_view uri);

// Only references into the same document: "", "#Id", "#xpointer(/)", "#xpointer(id('Id'))"; of a bare "" or "#Id",
// comments are no part (XML Signature, 4.4.3.3). Nothing outside is ever opened. Errors: xml.reference_external,
// xml.reference_not_found, xml.duplicate_id, xml.transform_refused, xml.signature_structure.
Result<ReferencedData> resolve_reference(const XmlTree& tree, const XmlSignature& signature,
                                         const XmlReference& reference);

// Errors: those of canonicalize(). What the sink got before an error must not be used.
Status write_octets(const XmlTree& tree, const ReferencedData& data, const ByteSink& sink);

// ds:SignedInfo, or any other element of a signature, as a signature or time-stamp of it is made.
Result<Bytes> canonical_element(const XmlTree& tree, XmlNode element, const CanonicalForm& form);

enum class SignedScope { nothing, part, whole_document };

// How much of the document these data (of one signature) cover together. The whole: the document or its root element is
// among them; or the signature is the root, and all of them are ds:Object children of it. What else stands inside a
// ds:Signature is never covered by it and counts as no part of the document.
SignedScope signed_scope(const XmlTree& tree, const XmlSignature& signature, const std::vector<ReferencedData>& data);

}  // namespace sceau
