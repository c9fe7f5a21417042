// SPDX-License-Identifier: Apache-2.0
// Writes the ds:Signature of XAdES baseline (EN 319 132-1): first its skeleton, put into the tree in its final place,
// then each digest and value into that tree as it becomes known, then the element as text into the bytes of the file.
#pragma once

#include <string>
#include <vector>

#include "formats/xml/xades_properties.h"
#include "formats/xml/xml_signature.h"
#include "formats/xml/xml_tree.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// All text is ASCII.
struct SignatureDraft {
  std::string id;  // the Ids inside are made from it: ID-document, ID-properties, ID-value, ID-timestamp
  std::string signature_uri, digest_uri;
  std::vector<Bytes> certificates;  // DER, the signer's first
  Bytes certificate_digest;         // of the signer's, by digest_uri
  Bytes issuer_serial;              // DER of IssuerSerial (RFC 5035)
  std::string signing_time;         // RFC 3339
  std::string mime_type = "text/xml";
  bool has_timestamp = false;
};

// The first "signature-N" that leaves all Ids made from it free.
std::string free_signature_id(const XmlTree& tree);

// The enveloped signature without its values: a reference to the whole document less all signatures (XPath Filter 2.0,
// so that several signatures stand beside each other), one to the signed properties, both in exclusive canonical form.
std::string signature_skeleton(const SignatureDraft& draft);

// The leaves that the skeleton leaves empty; the third is SignatureValue itself.
XmlNode digest_value_of(const XmlReference& reference);
XmlNode token_leaf_of(const XadesTimestamp& timestamp);
// Fills in such a value, as base64.
void fill_leaf(XmlNode leaf, ByteView value);

// The bytes of the file that `tree` was read from, with the element as last child of the root; everything else stays as
// it is, save that a root written <a/> becomes <a></a>. The element must be ASCII in its canonical form; it is written
// in the encoding of the file. Errors: those of canonicalize(), text.malformed.
Result<Bytes> insert_at_root_end(ByteView source, const XmlTree& tree, XmlNode element);

}  // namespace sceau
