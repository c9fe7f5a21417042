// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/canonical_form.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "formats/xml/canonical_walk.h"
#include "formats/xml/xml_reader.h"

namespace sceau {
namespace {

struct FormRow {
  std::string_view name, uri, uri_with_comments;
  CanonicalMethod method;
};

constexpr std::array<FormRow, 3> form_table = {
    {{"c14n", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
      "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", CanonicalMethod::inclusive_1_0},
     {"c14n11", "http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/2006/12/xml-c14n11#WithComments",
      CanonicalMethod::inclusive_1_1},
     {"exc-c14n", "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
      CanonicalMethod::exclusive_1_0}}};

bool is_excluded(const NodeSet& nodes, XmlNode node) { return std::ranges::binary_search(nodes.excluded, node); }

// Is there an element left to write?
bool is_empty(const XmlTree& tree, const NodeSet& nodes) {
  if (!nodes.apex) return true;
  if (nodes.excluded.empty()) return false;
  for (auto node = nodes.apex.is_document() ? tree.root() : nodes.apex; node; node = node.parent()) {
    if (is_excluded(nodes, node)) return true;
  }
  return false;
}

}  // namespace

std::optional<CanonicalForm> canonical_form_of(std::string_view algorithm_uri) {
  for (const auto& row : form_table) {
    if (algorithm_uri == row.uri) return CanonicalForm{.method = row.method};
    if (algorithm_uri == row.uri_with_comments) return CanonicalForm{.method = row.method, .keeps_comments = true};
  }
  return std::nullopt;
}

std::string_view algorithm_uri(const CanonicalForm& form) {
  const auto row = std::ranges::find(form_table, form.method, &FormRow::method);
  return form.keeps_comments ? row->uri_with_comments : row->uri;
}

std::optional<CanonicalForm> canonical_form_named(std::string_view name) {
  constexpr std::string_view suffix = "+comments";
  const bool keeps_comments = name.ends_with(suffix);
  if (keeps_comments) name.remove_suffix(suffix.size());
  const auto row = std::ranges::find(form_table, name, &FormRow::name);
  if (row == form_table.end()) return std::nullopt;
  return CanonicalForm{.method = row->method, .keeps_comments = keeps_comments};
}

Status canonicalize(const XmlTree& tree, const NodeSet& nodes, const CanonicalForm& form, const ByteSink& sink) {
  if (const auto& uri = tree.relative_namespace()) {
    return Error{Reason::xml_relative_namespace, "'" + *uri + "'"};
  }
  if (is_empty(tree, nodes)) return Error{Reason::xml_reference_not_found, "nothing is left to canonicalise"};
  CanonicalOutput output(sink);
  CanonicalWalk(nodes, form, output).write();
  output.flush();
  return Done{};
}

Result<Bytes> canonical_bytes(const XmlTree& tree, const NodeSet& nodes, const CanonicalForm& form) {
  Bytes bytes;
  const auto written = canonicalize(tree, nodes, form, [&](ByteView piece) { append(bytes, piece); });
  if (!written) return written.error();
  return bytes;
}

Status canonicalize_document(ByteView source, const CanonicalForm& form, const ByteSink& sink) {
  const auto tree = read_xml(source);
  if (!tree) return tree.error();
  return canonicalize(*tree, {.apex = tree->document()}, form, sink);
}

}  // namespace sceau
