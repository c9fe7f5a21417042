// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/element_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>

#include "formats/xml/namespaces.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool declares_namespace(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

}  // namespace

ElementFields::ElementFields(XmlNode root, std::string_view namespace_uri, std::string_view local_name,
                             Findings& findings)
    : ElementFields(Step{nullptr, local_name, 0}, root, namespace_uri, findings) {
  if (is_named(root, namespace_uri, local_name)) return;
  findings.push_back({Reason::value_wrong, fmt::format("the root element is not {} of {}", local_name, namespace_uri)});
  element_ = next_ = XmlNode();
}

ElementFields::ElementFields(Step step, XmlNode element, std::string_view namespace_uri, Findings& findings)
    : element_(element),
      next_(element.first_child_element()),
      namespace_(namespace_uri),
      step_(std::make_shared<const Step>(std::move(step))),
      findings_(&findings) {}

std::string ElementFields::path() const {
  std::string path;
  for (const auto* step = step_.get(); step != nullptr; step = step->parent.get()) {
    const auto number = step->number == 0 ? "" : fmt::format("[{}]", step->number);
    path.insert(0, fmt::format("/{}{}", step->name, number));
  }
  return path;
}

void ElementFields::refuse(std::string_view place, std::string_view why) {
  findings_->push_back({Reason::value_wrong, fmt::format("{}{}: {}", path(), place, why)});
}

std::optional<std::string> ElementFields::optional_attribute(std::string_view name) {
  for (const auto found : pugi::xml_node(element_.raw()).attributes()) {
    if (found.name() != name) continue;
    asked_.emplace_back(found.name());
    return found.value();
  }
  return std::nullopt;
}

std::optional<std::string> ElementFields::attribute(std::string_view name) {
  auto value = optional_attribute(name);
  if (!value) findings_->push_back({Reason::value_missing, fmt::format("{}/@{}", path(), name)});
  return value;
}

std::optional<std::int64_t> ElementFields::integer_attribute(std::string_view name) {
  const auto text = attribute(name);
  if (!text) return std::nullopt;
  std::int64_t number = -1;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == text->data() + text->size();
  if (is_whole && number >= 0 && std::to_string(number) == *text) return number;
  refuse(fmt::format("/@{}", name), "must be a whole number");
  return std::nullopt;
}

std::optional<ElementFields> ElementFields::optional_child(std::string_view local_name) {
  return next_child(local_name, 0);
}

std::optional<ElementFields> ElementFields::next_child(std::string_view local_name, std::size_t number) {
  if (!is_named(next_, namespace_, local_name)) return std::nullopt;
  ElementFields found(Step{step_, next_.local_name(), number}, next_, namespace_, *findings_);
  next_ = next_.next_sibling_element();
  return found;
}

std::optional<ElementFields> ElementFields::child(std::string_view local_name) {
  auto found = optional_child(local_name);
  if (!found) findings_->push_back({Reason::value_missing, fmt::format("{}/{}", path(), local_name)});
  return found;
}

std::vector<ElementFields> ElementFields::children(std::string_view local_name) {
  std::vector<ElementFields> all;
  while (auto found = next_child(local_name, all.size() + 1)) all.push_back(std::move(*found));
  return all;
}

std::string ElementFields::text() {
  refuse_other_attributes();
  std::string text;
  for (const auto child : pugi::xml_node(element_.raw()).children()) {
    if (child.type() != pugi::node_pcdata) {
      refuse("", "holds something other than text");
      return "";
    }
    text += child.value();
  }
  return text;
}

std::optional<std::string> ElementFields::child_text(std::string_view local_name) {
  auto found = child(local_name);
  return found ? std::optional(found->text()) : std::nullopt;
}

void ElementFields::skip_children_of(std::string_view other_namespace) {
  while (next_ && namespace_of(next_) == other_namespace) next_ = next_.next_sibling_element();
}

void ElementFields::refuse_other_attributes() {
  for (const auto attribute : pugi::xml_node(element_.raw()).attributes()) {
    const std::string_view name = attribute.name();
    if (declares_namespace(name) || std::ranges::find(asked_, name) != asked_.end()) continue;
    findings_->push_back({Reason::value_unknown_key, fmt::format("{}/@{}", path(), printable(name))});
  }
}

void ElementFields::refuse_mixed_content() {
  for (const auto child : pugi::xml_node(element_.raw()).children()) {
    const auto type = child.type();
    if (type == pugi::node_element || (type == pugi::node_pcdata && is_blank(child.value()))) continue;
    refuse("", "holds text, a comment or a processing instruction where only elements may be");
    return;
  }
}

void ElementFields::refuse_others() {
  if (!element_) return;
  refuse_other_attributes();
  refuse_mixed_content();
  if (next_) {
    findings_->push_back(
        {Reason::value_unknown_key,
         fmt::format("{}/{}: not known, not in its place, or there once too often", path(), printable(next_.name()))});
  }
}

}  // namespace sceau
