// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/signature_reference.h"

#include <algorithm>

#include "formats/xml/namespaces.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view pointer_start = "#xpointer(";

// The Id inside #xpointer(id('Id')) or #xpointer(id("Id")); nothing where it is another pointer.
std::optional<std::string_view> id_of_pointer(std::string_view pointer) {
  for (const std::string_view quote : {"'", "\""}) {
    const auto before = "#xpointer(id(" + std::string(quote), after = std::string(quote) + "))";
    if (!pointer.starts_with(before) || !pointer.ends_with(after)) continue;
    if (pointer.size() < before.size() + after.size()) continue;
    return pointer.substr(before.size(), pointer.size() - before.size() - after.size());
  }
  return std::nullopt;
}

Result<NodeSet> node_set_of_uri(const XmlTree& tree, const std::optional<std::string>& uri) {
  if (!uri) return Error{Reason::xml_reference_external, "a reference without URI"};
  if (uri->empty()) return NodeSet{.apex = tree.document(), .has_comments = false};
  if (*uri == "#xpointer(/)") return NodeSet{.apex = tree.document()};
  if (!uri->starts_with('#')) return Error{Reason::xml_reference_external, "'" + *uri + "'"};
  const auto id = id_of_uri(*uri);
  if (!id) return Error{Reason::xml_transform_refused, *uri};
  const auto element = tree.element_with_id(*id);
  if (!element) return element.error();
  return NodeSet{.apex = *element, .has_comments = uri->starts_with(pointer_start)};
}

void leave_out(const XmlTree& tree, const XmlSignature& signature, TransformKind kind, NodeSet& nodes) {
  if (kind == TransformKind::leave_out_this_signature) nodes.excluded.push_back(signature.element);
  for (const auto element : tree.signatures()) {
    const bool at_root = element.parent() == tree.root();
    if (kind == TransformKind::leave_out_all_signatures ||
        (kind == TransformKind::leave_out_root_signatures && at_root)) {
      nodes.excluded.push_back(element);
    }
  }
  std::ranges::sort(nodes.excluded);
}

Result<Bytes> decode(const NodeSet& nodes) {
  if (!nodes.excluded.empty()) return Error{Reason::xml_transform_refused, "base64 of a document less its signatures"};
  auto bytes = from_base64(text_content(nodes.apex));
  if (!bytes) return Error{Reason::xml_signature_malformed, "the data under a base64 transform is not base64"};
  return bytes;
}

// Applies the transforms in order. Those that make octets must be last: octets are never parsed again.
Status apply_transforms(const XmlTree& tree, const XmlSignature& signature, const XmlReference& reference,
                        ReferencedData& data) {
  bool is_octets = false;
  for (const auto& transform : reference.transforms) {
    if (is_octets) return Error{Reason::xml_transform_refused, "a transform of octets"};
    is_octets = transform.kind == TransformKind::canonicalize || transform.kind == TransformKind::decode_base64;
    if (transform.kind == TransformKind::canonicalize) {
      data.form = transform.form;
    } else if (transform.kind == TransformKind::decode_base64) {
      auto decoded = decode(data.nodes);
      if (!decoded) return decoded.error();
      data.decoded = *std::move(decoded);
    } else {
      leave_out(tree, signature, transform.kind, data.nodes);
    }
  }
  return Done{};
}

XmlNode only_child_of(XmlNode object) {
  const auto child = object.first_child_element();
  return child && !child.next_sibling_element() ? child : XmlNode();
}

// Is it a ds:Object of the signature, or all that one holds? By its decoded text only where it holds no elements.
bool is_object_of(const XmlSignature& signature, const ReferencedData& data) {
  return std::ranges::any_of(signature.objects, [&](XmlNode object) {
    if (data.decoded) return data.nodes.apex == object && !object.first_child_element();
    return data.nodes.apex == object || data.nodes.apex == only_child_of(object);
  });
}

}  // namespace

std::optional<std::string_view> id_of_uri(std::string_view uri) {
  if (uri.starts_with(pointer_start)) return id_of_pointer(uri);
  if (!uri.starts_with('#')) return std::nullopt;
  return uri.substr(1);
}

bool ReferencedData::is_whole_document() const {
  return !decoded && (nodes.apex.is_document() || nodes.apex.parent().is_document());
}

Result<ReferencedData> resolve_reference(const XmlTree& tree, const XmlSignature& signature,
                                         const XmlReference& reference) {
  auto nodes = node_set_of_uri(tree, reference.uri);
  if (!nodes) return nodes.error();
  ReferencedData data{.nodes = *std::move(nodes), .form = {}, .decoded = {}};
  const auto applied = apply_transforms(tree, signature, reference, data);
  if (!applied) return applied.error();
  return data;
}

Status write_octets(const XmlTree& tree, const ReferencedData& data, const ByteSink& sink) {
  if (!data.decoded) return canonicalize(tree, data.nodes, data.form, sink);
  sink(*data.decoded);
  return Done{};
}

Result<Bytes> canonical_element(const XmlTree& tree, XmlNode element, const CanonicalForm& form) {
  return canonical_bytes(tree, {.apex = element}, form);
}

SignedScope signed_scope(const XmlTree& tree, const XmlSignature& signature, const std::vector<ReferencedData>& data) {
  if (data.empty()) return SignedScope::nothing;
  if (std::ranges::any_of(data, &ReferencedData::is_whole_document)) return SignedScope::whole_document;
  const bool is_enveloping = signature.element == tree.root() &&
                             std::ranges::all_of(data, [&](const auto& each) { return is_object_of(signature, each); });
  return is_enveloping ? SignedScope::whole_document : SignedScope::part;
}

}  // namespace sceau
