// SPDX-License-Identifier: Apache-2.0
// The transforms of XML Signature that are understood. The list is closed: no XPath engine, no XSLT, nothing that could
// compute. The three XPath texts that signers write are recognised as texts.
#pragma once

#include <string>
#include <vector>

#include "formats/xml/canonical_form.h"
#include "formats/xml/xml_tree.h"
#include "foundation/result.h"

namespace sceau {

enum class TransformKind {
  canonicalize,
  decode_base64,
  leave_out_this_signature,  // enveloped-signature
  leave_out_all_signatures,  // XPath not(ancestor-or-self::ds:Signature); Filter 2.0 subtract /descendant::ds:Signature
  leave_out_root_signatures,  // Filter 2.0 subtract /*/ds:Signature: only children of the root
};

struct SignatureTransform {
  TransformKind kind = TransformKind::canonicalize;
  CanonicalForm form = {};  // of canonicalize
};

// Of a ds:Transform. Errors: xml.transform_refused, xml.signature_structure.
Result<SignatureTransform> read_transform(XmlNode transform);

// Of a ds:CanonicalizationMethod, or of a ds:Transform that canonicalises. Errors: as above.
Result<CanonicalForm> read_canonical_form(XmlNode method);

}  // namespace sceau
