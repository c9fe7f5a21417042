// SPDX-License-Identifier: Apache-2.0
// The XML half of the verifier: every ds:Signature of a file, checked without trust or clock.
#pragma once

#include <vector>

#include "crypto/certificate_pool.h"
#include "formats/xml/xml_tree.h"
#include "verifier/checked_signature.h"

namespace sceau {

// In document order. A defective signature is listed with its findings, never skipped. Checked: references and their
// digests, coverage, signature value, the signing certificate property, the requirements of the baseline level. Errors
// (the file cannot be judged): xml.*.
Result<std::vector<CheckedSignature>> check_xml(ByteView document, CertificatePool& pool);

// The same of a tree that is read already: what was checked is then what is looked at. Errors: xml.duplicate_id,
// xml.too_complex.
Result<std::vector<CheckedSignature>> check_xml(const XmlTree& tree, CertificatePool& pool);

}  // namespace sceau
