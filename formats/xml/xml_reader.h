// SPDX-License-Identifier: Apache-2.0
// The one reader of XML: expat with namespaces, DOCTYPE refused, nothing external ever opened, everything limited.
#pragma once

#include <cstddef>

#include <string>

#include "formats/xml/xml_tree.h"
#include "foundation/bytes.h"

namespace sceau {

struct XmlLimits {
  std::size_t document_bytes = std::size_t{256} << 20;
  std::size_t depth = 256;
  std::size_t attributes_per_element = 256;        // without namespace declarations, which have the same limit
  std::size_t attributes_in_scope = 1024;          // of an element and all around it, declarations included
  std::size_t nodes = 2'000'000;                   // elements, texts, comments, instructions, attributes, declarations
  std::size_t text_bytes = std::size_t{16} << 20;  // of one text, comment, instruction or attribute value
};

// Encodings: UTF-8, UTF-16, ISO-8859-1, ISO-8859-2 and US-ASCII; the tree is UTF-8. XML 1.0 only. Well-formed and
// namespace-well-formed is checked; a schema is not. The error detail names line and column, counted from 1. Errors:
// xml.malformed, xml.doctype, xml.encoding, xml.too_deep, xml.too_complex, input.too_large.
Result<XmlTree> read_xml(ByteView source, const XmlLimits& limits = {});

std::string expat_version();  // of the library, "2.5.0"

}  // namespace sceau
