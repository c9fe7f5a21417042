// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/page_defects.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace sceau {
namespace {

struct Defects {
  XmlNode root;
  std::set<std::string> ids = {}, labelled = {};
  std::vector<std::string> found = {};

  void require(bool holds, const std::string& what) {
    if (!holds) found.push_back(what);
  }
};

std::string attribute(XmlNode node, std::string_view name) { return std::string(node.attribute(name).value_or("")); }

template <typename Each>
void for_each_element(XmlNode root, Each each) {
  for (auto node = root; node; node = next_element(node, root)) each(node);
}

void collect_ids(Defects& defects) {
  for_each_element(defects.root, [&](XmlNode node) {
    const auto id = attribute(node, "id");
    if (!id.empty()) defects.require(defects.ids.insert(id).second, "the id " + id + " is there twice");
    if (node.name() == "label") defects.labelled.insert(attribute(node, "for"));
  });
}

void check_references(Defects& defects, XmlNode node) {
  std::istringstream described(attribute(node, "aria-describedby"));
  for (std::string id; described >> id;) defects.require(defects.ids.contains(id), "nothing describes by " + id);
  if (node.name() == "label") {
    defects.require(defects.ids.contains(attribute(node, "for")), "a label for nothing: " + attribute(node, "for"));
  }
  const auto href = attribute(node, "href");
  if (href.starts_with('#')) defects.require(defects.ids.contains(href.substr(1)), "a link to nothing: " + href);
}

void check_control(Defects& defects, XmlNode node) {
  const bool is_control = node.name() == "select" || node.name() == "textarea" ||
                          (node.name() == "input" && attribute(node, "type") != "hidden");
  if (is_control)
    defects.require(defects.labelled.contains(attribute(node, "id")), "no label: " + attribute(node, "name"));
  if (node.name() == "fieldset") {
    defects.require(node.first_child_element().name() == "legend", "a fieldset does not begin with its legend");
  }
}

void check_harmless(Defects& defects, XmlNode node) {
  for (const std::string_view name : {"script", "style", "iframe", "object", "embed", "img"}) {
    defects.require(node.name() != name, "an element that does not belong here: " + std::string(name));
  }
  for (const std::string_view name : {"style", "onclick", "onload", "onsubmit"}) {
    defects.require(!node.attribute(name), "an attribute that does not belong here: " + std::string(name));
  }
  for (const std::string_view name : {"href", "src", "action"}) {
    const auto address = attribute(node, name);
    const bool is_own =
        address.empty() || address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//"));
    defects.require(is_own, "an address elsewhere: " + address);
  }
}

void check_headings(Defects& defects) {
  char level = '0';
  int tops = 0;
  for_each_element(defects.root, [&](XmlNode node) {
    const auto name = node.name();
    if (name.size() != 2 || name[0] != 'h' || name[1] < '1' || name[1] > '6') return;
    defects.require(name[1] <= level + 1, "a heading skips a level: " + text_content(node));
    level = name[1];
    tops += level == '1';
  });
  defects.require(tops == 1, "there must be one h1");
}

}  // namespace

std::vector<std::string> page_defects(XmlNode root) {
  Defects defects{root};
  const auto language = attribute(root, "lang");
  defects.require(language == "fr" || language == "en", "no language");
  collect_ids(defects);
  for_each_element(root, [&](XmlNode node) {
    check_references(defects, node);
    check_control(defects, node);
    check_harmless(defects, node);
  });
  check_headings(defects);
  return defects.found;
}

}  // namespace sceau
