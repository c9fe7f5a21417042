// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_tree.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "formats/xml/namespaces.h"

namespace sceau {
namespace {

constexpr std::array<std::string_view, 4> id_attributes = {"Id", "ID", "id", "xml:id"};

bool is_text(pugi::xml_node_type type) { return type == pugi::node_pcdata || type == pugi::node_cdata; }

XmlNode element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return XmlNode(node.internal_object());
}

// The next node in document order below `apex`, of any type.
pugi::xml_node next_node(pugi::xml_node node, pugi::xml_node apex, Deeper deeper) {
  if (deeper == Deeper::yes && node.first_child()) return node.first_child();
  while (node != apex && !node.next_sibling()) node = node.parent();
  return node == apex ? pugi::xml_node() : node.next_sibling();
}

}  // namespace

bool XmlNode::is_element() const { return pugi::xml_node(raw_).type() == pugi::node_element; }
bool XmlNode::is_document() const { return pugi::xml_node(raw_).type() == pugi::node_document; }
std::string_view XmlNode::name() const { return pugi::xml_node(raw_).name(); }

std::string_view XmlNode::prefix() const {
  const auto whole = name();
  const auto colon = whole.find(':');
  return colon == std::string_view::npos ? std::string_view() : whole.substr(0, colon);
}

std::string_view XmlNode::local_name() const {
  const auto whole = name();
  const auto colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::optional<std::string_view> XmlNode::attribute(std::string_view qualified_name) const {
  for (const auto attribute : pugi::xml_node(raw_).attributes()) {
    if (attribute.name() == qualified_name) return attribute.value();
  }
  return std::nullopt;
}

XmlNode XmlNode::parent() const { return XmlNode(pugi::xml_node(raw_).parent().internal_object()); }
XmlNode XmlNode::first_child_element() const { return element_from(pugi::xml_node(raw_).first_child()); }
XmlNode XmlNode::next_sibling_element() const { return element_from(pugi::xml_node(raw_).next_sibling()); }

std::string text_content(XmlNode node) {
  const pugi::xml_node apex(node.raw());
  std::string text;
  for (auto at = next_node(apex, apex, Deeper::yes); at; at = next_node(at, apex, Deeper::yes)) {
    if (is_text(at.type())) text += at.value();
  }
  return text;
}

XmlNode next_element(XmlNode node, XmlNode apex, Deeper deeper) {
  const pugi::xml_node end(apex.raw());
  auto at = next_node(pugi::xml_node(node.raw()), end, deeper);
  while (at && at.type() != pugi::node_element) at = next_node(at, end, Deeper::yes);
  return XmlNode(at.internal_object());
}

XmlTree::XmlTree() : document_(std::make_unique<pugi::xml_document>()) {}
XmlTree::XmlTree(XmlTree&&) noexcept = default;
XmlTree& XmlTree::operator=(XmlTree&&) noexcept = default;
XmlTree::~XmlTree() = default;

XmlNode XmlTree::document() const { return XmlNode(document_->internal_object()); }
XmlNode XmlTree::root() const { return document().first_child_element(); }

Result<XmlNode> XmlTree::element_with_id(std::string_view id) const {
  if (duplicate_ids_.contains(id)) return Error{Reason::xml_duplicate_id, "Id '" + std::string(id) + "'"};
  const auto* found = find_id(id);
  if (found == nullptr)
    return Error{Reason::xml_reference_not_found, "no element has the Id '" + std::string(id) + "'"};
  return found->element;
}

bool XmlTree::has_id(std::string_view id) const { return find_id(id) != nullptr; }

const XmlTree::IdEntry* XmlTree::find_id(std::string_view id) const {
  const auto found = std::ranges::lower_bound(ids_, id, {}, &IdEntry::id);
  return found != ids_.end() && found->id == id ? &*found : nullptr;
}

XmlNode XmlTree::append_to_root(const XmlTree& other) {
  const auto copy = pugi::xml_node(root().raw()).append_copy(pugi::xml_node(other.root().raw()));
  const XmlNode apex(copy.internal_object());
  for (auto element = apex; element; element = next_element(element, apex)) {
    note_ids(element);
    if (is_named(element, xml_namespace::dsig, "Signature")) signatures_.push_back(element);
  }
  sort_ids();
  return apex;
}

void XmlTree::note_ids(XmlNode element) {
  for (const auto attribute : pugi::xml_node(element.raw()).attributes()) {
    const std::string_view name = attribute.name();
    if (std::ranges::find(id_attributes, name) == id_attributes.end()) continue;
    ids_.push_back({attribute.value(), element});
  }
}

void XmlTree::sort_ids() {
  std::ranges::sort(ids_, {}, &IdEntry::id);
  for (std::size_t i = 1; i < ids_.size(); ++i) {
    const auto &one = ids_[i - 1], &next = ids_[i];
    if (one.id == next.id && one.element != next.element) duplicate_ids_.emplace(next.id);
  }
}

void set_leaf_text(XmlNode element, const std::string& text) {
  pugi::xml_node node(element.raw());
  node.remove_children();
  node.append_child(pugi::node_pcdata).set_value(text.c_str());
}

}  // namespace sceau
