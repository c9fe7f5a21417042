// SPDX-License-Identifier: Apache-2.0
// Canonical XML: 1.0 and 1.1 (inclusive) and Exclusive XML Canonicalization 1.0, each with and without comments.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xml/canonical_output.h"
#include "formats/xml/xml_tree.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

enum class CanonicalMethod { inclusive_1_0, inclusive_1_1, exclusive_1_0 };

struct CanonicalForm {
  CanonicalMethod method = CanonicalMethod::inclusive_1_0;
  bool keeps_comments = false;
  std::vector<std::string> inclusive_prefixes = {};  // of the exclusive form only; "#default" is the default namespace
  bool operator==(const CanonicalForm&) const = default;
};

// The algorithm identifiers of XML Signature. An unknown one gives nothing.
std::optional<CanonicalForm> canonical_form_of(std::string_view algorithm_uri);
std::string_view algorithm_uri(const CanonicalForm& form);
// The names of the command line: c14n, c14n11, exc-c14n, each also with +comments.
std::optional<CanonicalForm> canonical_form_named(std::string_view name);

// The document subsets that signatures need: one element (or the document) and all below it, less whole elements.
struct NodeSet {
  XmlNode apex;
  bool has_comments = true;
  std::vector<XmlNode> excluded = {};  // sorted
};

// Writes the canonical form, in UTF-8, to `sink` in pieces. After an error whatever the sink received is worthless: it
// must not be hashed as if it were the document. A tree with a relative namespace URI anywhere is refused before the
// first byte (Canonical XML 1.0, section 1.3), and so is a set from which everything is excluded.
// Errors: xml.relative_namespace, xml.reference_not_found (nothing is left).
Status canonicalize(const XmlTree& tree, const NodeSet& nodes, const CanonicalForm& form, const ByteSink& sink);
Result<Bytes> canonical_bytes(const XmlTree& tree, const NodeSet& nodes, const CanonicalForm& form);

// Reads a whole document with the limits of read_xml and writes its canonical form. Errors: those of both.
Status canonicalize_document(ByteView source, const CanonicalForm& form, const ByteSink& sink);

}  // namespace sceau
