// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/namespaces.h"

#include <algorithm>
#include <pugixml.hpp>

namespace sceau {
namespace {

bool is_alphabetic(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_scheme_character(char c) {
  return is_alphabetic(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

bool declares(std::string_view attribute, std::string_view prefix) {
  if (!attribute.starts_with("xmlns")) return false;
  if (attribute.size() == 5) return prefix.empty();
  return attribute[5] == ':' && !prefix.empty() && attribute.substr(6) == prefix;
}

}  // namespace

std::string_view namespace_of_prefix(XmlNode element, std::string_view prefix) {
  if (prefix == "xml") return xml_namespace::xml;
  for (pugi::xml_node node(element.raw()); node; node = node.parent()) {
    for (const auto attribute : node.attributes()) {
      if (declares(attribute.name(), prefix)) return attribute.value();
    }
  }
  return {};
}

std::string_view namespace_of(XmlNode element) { return namespace_of_prefix(element, element.prefix()); }

bool is_named(XmlNode element, std::string_view namespace_uri, std::string_view local_name) {
  return element && element.local_name() == local_name && namespace_of(element) == namespace_uri;
}

std::vector<XmlNode> children_named(XmlNode parent, std::string_view namespace_uri, std::string_view local_name) {
  std::vector<XmlNode> found;
  for (auto child = parent.first_child_element(); child; child = child.next_sibling_element()) {
    if (is_named(child, namespace_uri, local_name)) found.push_back(child);
  }
  return found;
}

XmlNode child_named(XmlNode parent, std::string_view namespace_uri, std::string_view local_name) {
  auto child = parent.first_child_element();
  while (child && !is_named(child, namespace_uri, local_name)) child = child.next_sibling_element();
  return child;
}

bool is_xades_namespace(std::string_view uri) {
  return uri == xml_namespace::xades || uri == "http://uri.etsi.org/01903/v1.2.2#" ||
         uri == "http://uri.etsi.org/01903/v1.1.1#";
}

bool is_absolute_uri(std::string_view uri) {
  const auto colon = uri.find(':');
  return colon != std::string_view::npos && colon != 0 && is_alphabetic(uri[0]) &&
         std::ranges::all_of(uri.substr(0, colon), is_scheme_character);
}

Result<std::string> leaf_text(XmlNode element) {
  std::string text;
  for (const auto child : pugi::xml_node(element.raw()).children()) {
    if (child.type() != pugi::node_pcdata) {
      return Error{Reason::xml_signature_malformed, "something other than text inside " + std::string(element.name())};
    }
    text += child.value();
  }
  return text;
}

}  // namespace sceau
