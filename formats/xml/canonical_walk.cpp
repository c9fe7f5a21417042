// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/canonical_walk.h"

#include <algorithm>

#include "formats/xml/base_uri.h"
#include "formats/xml/namespaces.h"

namespace sceau {
namespace {

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::vector<pugi::xml_node> ancestors_from_root(pugi::xml_node element) {
  std::vector<pugi::xml_node> ancestors;
  for (auto node = element.parent(); node; node = node.parent()) ancestors.push_back(node);
  std::ranges::reverse(ancestors);
  return ancestors;
}

}  // namespace

CanonicalWalk::CanonicalWalk(const NodeSet& nodes, const CanonicalForm& form, CanonicalOutput& output)
    : nodes_(nodes), form_(form), output_(output), keeps_comments_(form.keeps_comments && nodes.has_comments) {}

void CanonicalWalk::write() {
  const pugi::xml_node apex(nodes_.apex.raw());
  if (apex.type() == pugi::node_document) return write_document(apex);
  read_context(apex);
  at_apex_ = true;
  write_tree(apex);
}

// Canonical XML 1.0, section 2.1: a line feed between the root and each comment or instruction outside it.
void CanonicalWalk::write_document(pugi::xml_node document) {
  bool after_root = false;
  for (const auto child : document.children()) {
    const bool is_root = child.type() == pugi::node_element;
    if (is_root) {
      write_tree(child);
      after_root = true;
    } else if (child.type() == pugi::node_pi || keeps_comments_) {
      if (after_root) output_.put('\n');
      write_leaf(child);
      if (!after_root) output_.put('\n');
    }
  }
}

void CanonicalWalk::write_tree(pugi::xml_node apex) {
  auto node = apex;
  while (true) {
    if (enter(node)) {
      if (const auto child = node.first_child()) {
        node = child;
        continue;
      }
      close();
    }
    auto next = node == apex ? pugi::xml_node() : node.next_sibling();
    while (node != apex && !next) {
      node = node.parent();
      close();
      if (node != apex) next = node.next_sibling();
    }
    if (!next) return;
    node = next;
  }
}

// Writes a leaf, or the start tag of an element; says whether there is an element to go into.
bool CanonicalWalk::enter(pugi::xml_node node) {
  if (node.type() != pugi::node_element) {
    write_leaf(node);
    return false;
  }
  if (!nodes_.excluded.empty() && std::ranges::binary_search(nodes_.excluded, XmlNode(node.internal_object()))) {
    return false;
  }
  open(node);
  return true;
}

void CanonicalWalk::write_leaf(pugi::xml_node node) {
  if (node.type() == pugi::node_pcdata) output_.put_text(node.value());
  if (node.type() == pugi::node_comment && keeps_comments_) write_comment(node);
  if (node.type() == pugi::node_pi) write_instruction(node);
}

void CanonicalWalk::write_comment(pugi::xml_node comment) {
  output_.put("<!--");
  output_.put(std::string_view(comment.value()));
  output_.put("-->");
}

void CanonicalWalk::write_instruction(pugi::xml_node instruction) {
  output_.put("<?");
  output_.put(std::string_view(instruction.name()));
  const std::string_view data = instruction.value();
  if (!data.empty()) output_.put(' ');
  output_.put(data);
  output_.put("?>");
}

void CanonicalWalk::open(pugi::xml_node element) {
  const std::string_view name = element.name();
  output_.put('<');
  output_.put(name);
  open_elements_.push_back(name);
  scope_.enter();
  read_attributes(element);
  if (at_apex_) inherit_xml_attributes(element);
  write_namespaces(name);
  write_attributes();
  output_.put('>');
  at_apex_ = false;
}

void CanonicalWalk::close() {
  output_.put("</");
  output_.put(open_elements_.back());
  output_.put('>');
  open_elements_.pop_back();
  scope_.leave();
}

void CanonicalWalk::read_attributes(pugi::xml_node element) {
  declared_.clear();
  attributes_.clear();
  for (auto attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
    const std::string_view name = attribute.name();
    if (!read_declaration(name, attribute.value())) attributes_.push_back({name, attribute.value(), {}, {}});
  }
}

bool CanonicalWalk::read_declaration(std::string_view name, std::string_view value) {
  const bool is_default = name == "xmlns";
  if (!is_default && !name.starts_with("xmlns:")) return false;
  const auto prefix = is_default ? std::string_view() : name.substr(6);
  if (prefix == "xml") return true;
  scope_.declare(prefix, value);
  declared_.push_back(prefix);
  return true;
}

// The namespaces in scope above a subtree.
void CanonicalWalk::read_context(pugi::xml_node apex) {
  for (const auto ancestor : ancestors_from_root(apex)) {
    for (const auto attribute : ancestor.attributes()) read_declaration(attribute.name(), attribute.value());
  }
}

// Canonical XML 1.0, section 2.4, and 1.1, section 2.4: what the apex takes over from its omitted ancestors.
void CanonicalWalk::inherit_xml_attributes(pugi::xml_node apex) {
  if (form_.method == CanonicalMethod::exclusive_1_0) return;
  for (auto node = apex.parent(); node; node = node.parent()) {
    for (const auto attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      const bool is_new = std::ranges::find(attributes_, name, &Attribute::name) == attributes_.end();
      if (is_new && is_inherited(name)) attributes_.push_back({name, attribute.value(), {}, {}});
    }
  }
  if (form_.method == CanonicalMethod::inclusive_1_1) fix_base(apex);
}

bool CanonicalWalk::is_inherited(std::string_view name) const {
  if (form_.method == CanonicalMethod::inclusive_1_0) return name.starts_with("xml:");
  return name == "xml:lang" || name == "xml:space";
}

void CanonicalWalk::fix_base(pugi::xml_node apex) {
  std::vector<std::string_view> bases;
  for (const auto ancestor : ancestors_from_root(apex)) {
    if (const auto base = ancestor.attribute("xml:base")) bases.push_back(base.value());
  }
  if (bases.empty()) return;
  base_ = bases.front();
  for (std::size_t i = 1; i < bases.size(); ++i) base_ = join_uri(base_, bases[i]);
  if (const auto own = apex.attribute("xml:base")) base_ = join_uri(base_, own.value());
  std::erase_if(attributes_, [](const Attribute& attribute) { return attribute.name == "xml:base"; });
  if (!base_.empty()) attributes_.push_back({"xml:base", base_, {}, {}});
}

void CanonicalWalk::write_namespaces(std::string_view element_name) {
  rendered_.clear();
  if (form_.method == CanonicalMethod::exclusive_1_0) {
    render_used(element_name);
  } else {
    render_all(at_apex_ ? scope_.prefixes() : declared_);
  }
  if (rendered_.size() > 1) std::ranges::sort(rendered_, {}, &NamespaceScope::Binding::prefix);
  for (const auto& [prefix, uri] : rendered_) {
    output_.put(prefix.empty() ? " xmlns" : " xmlns:");
    output_.put(prefix);
    output_.put("=\"");
    output_.put_attribute_value(uri);
    output_.put('"');
  }
}

void CanonicalWalk::render(std::string_view prefix) {
  if (prefix == "xml") return;
  if (const auto binding = scope_.render(prefix)) rendered_.push_back(*binding);
}

void CanonicalWalk::render_all(const std::vector<std::string_view>& prefixes) {
  for (const auto prefix : prefixes) render(prefix);
}

// Exclusive XML Canonicalization, section 3: visibly utilised, or on the list and then as in the inclusive form.
void CanonicalWalk::render_used(std::string_view element_name) {
  render(prefix_of(element_name));
  for (const auto& attribute : attributes_) {
    const auto prefix = prefix_of(attribute.name);
    if (!prefix.empty()) render(prefix);
  }
  if (form_.inclusive_prefixes.empty()) return;
  for (const auto prefix : at_apex_ ? scope_.prefixes() : declared_) {
    if (is_listed(prefix)) render(prefix);
  }
}

bool CanonicalWalk::is_listed(std::string_view prefix) const {
  return std::ranges::find(form_.inclusive_prefixes, prefix.empty() ? "#default" : prefix) !=
         form_.inclusive_prefixes.end();
}

// Sorted by namespace URI, then by local name; those without a prefix are in no namespace and come first.
void CanonicalWalk::write_attributes() {
  for (auto& attribute : attributes_) {
    const auto prefix = prefix_of(attribute.name);
    attribute.local_name = prefix.empty() ? attribute.name : attribute.name.substr(prefix.size() + 1);
    if (!prefix.empty()) attribute.uri = prefix == "xml" ? xml_namespace::xml : scope_.uri_of(prefix);
  }
  if (attributes_.size() > 1) {
    std::ranges::sort(attributes_, {}, [](const Attribute& a) { return std::pair(a.uri, a.local_name); });
  }
  for (const auto& attribute : attributes_) {
    output_.put(' ');
    output_.put(attribute.name);
    output_.put("=\"");
    output_.put_attribute_value(attribute.value);
    output_.put('"');
  }
}

}  // namespace sceau
