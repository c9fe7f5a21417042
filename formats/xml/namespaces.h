// SPDX-License-Identifier: Apache-2.0
// Namespaces in XML 1.0 on the tree: what a prefix means at an element, and elements looked up by namespace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/xml/xml_tree.h"

namespace sceau {

namespace xml_namespace {
constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view dsig = "http://www.w3.org/2000/09/xmldsig#";
constexpr std::string_view exclusive_c14n = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr std::string_view xpath_filter2 = "http://www.w3.org/2002/06/xmldsig-filter2";
constexpr std::string_view xades = "http://uri.etsi.org/01903/v1.3.2#";
constexpr std::string_view xades141 = "http://uri.etsi.org/01903/v1.4.1#";
}  // namespace xml_namespace

// What `prefix` ("" for the default namespace) is bound to at the element; empty where it is not bound.
std::string_view namespace_of_prefix(XmlNode element, std::string_view prefix);
std::string_view namespace_of(XmlNode element);

bool is_named(XmlNode element, std::string_view namespace_uri, std::string_view local_name);
// The child elements of that name, in document order.
std::vector<XmlNode> children_named(XmlNode parent, std::string_view namespace_uri, std::string_view local_name);
// The first of them; null where there is none.
XmlNode child_named(XmlNode parent, std::string_view namespace_uri, std::string_view local_name);

// XAdES 1.1.1, 1.2.2 or 1.3.2, whose elements have the same names.
bool is_xades_namespace(std::string_view uri);

// Does it begin with a scheme (RFC 3986, section 3.1)?
bool is_absolute_uri(std::string_view uri);

// The text of an element that holds nothing else. An element, comment or processing instruction inside is
// xml.signature_structure: software that reads only the first piece of text would see another value than we.
Result<std::string> leaf_text(XmlNode element);

}  // namespace sceau
