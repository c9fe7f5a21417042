// SPDX-License-Identifier: Apache-2.0
// The walk that writes one canonical form. Without recursion: its memory does not depend on the depth of the tree
// beyond one frame of namespaces per level. For canonical_form.cpp only.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xml/canonical_form.h"
#include "formats/xml/namespace_scope.h"

namespace sceau {

class CanonicalWalk {
 public:
  CanonicalWalk(const NodeSet& nodes, const CanonicalForm& form, CanonicalOutput& output);
  void write();

 private:
  struct Attribute {
    std::string_view name;  // as written
    std::string_view value;
    std::string_view uri, local_name;  // known once the namespaces of the element are
  };

  void write_document(pugi::xml_node document);
  void write_tree(pugi::xml_node apex);
  bool enter(pugi::xml_node node);
  void write_leaf(pugi::xml_node node);
  void write_comment(pugi::xml_node comment);
  void write_instruction(pugi::xml_node instruction);

  void open(pugi::xml_node element);
  void close();
  void read_attributes(pugi::xml_node element);
  bool read_declaration(std::string_view name, std::string_view value);
  void read_context(pugi::xml_node apex);
  void inherit_xml_attributes(pugi::xml_node apex);
  bool is_inherited(std::string_view name) const;
  void fix_base(pugi::xml_node apex);

  void write_namespaces(std::string_view element_name);
  void render(std::string_view prefix);
  void render_all(const std::vector<std::string_view>& prefixes);
  void render_used(std::string_view element_name);
  bool is_listed(std::string_view prefix) const;
  void write_attributes();

  const NodeSet& nodes_;
  const CanonicalForm& form_;
  CanonicalOutput& output_;
  bool keeps_comments_;

  NamespaceScope scope_;
  std::vector<std::string_view> open_elements_;  // their names, for the end tags
  // Of the element that is being opened; members only so that their memory is used again.
  std::vector<std::string_view> declared_;
  std::vector<NamespaceScope::Binding> rendered_;
  std::vector<Attribute> attributes_;
  std::string base_;  // the joined xml:base of the apex
  bool at_apex_ = false;
};

}  // namespace sceau
