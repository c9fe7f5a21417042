// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/signature_transform.h"

#include "formats/xml/namespaces.h"

namespace sceau {
namespace {

constexpr std::string_view enveloped_uri = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
constexpr std::string_view base64_uri = "http://www.w3.org/2000/09/xmldsig#base64";
constexpr std::string_view xpath_uri = "http://www.w3.org/TR/1999/REC-xpath-19991116";
constexpr std::string_view filter2_uri = "http://www.w3.org/2002/06/xmldsig-filter2";
constexpr std::size_t most_inclusive_prefixes = 256;

Error refuse(std::string_view what) { return {Reason::xml_transform_refused, std::string(what)}; }
Error malformed(std::string_view what) { return {Reason::xml_signature_malformed, std::string(what)}; }

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> words;
  for (list = trim(list); !list.empty(); list = trim(list)) {
    const auto end = std::min(list.find_first_of(" \t\r\n"), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(end);
  }
  return words;
}

// The one child element, or an error where there are more, or another.
Result<XmlNode> only_child(XmlNode parent, std::string_view namespace_uri, std::string_view local_name) {
  const auto child = parent.first_child_element();
  if (!is_named(child, namespace_uri, local_name) || child.next_sibling_element()) {
    return malformed("expected one " + std::string(local_name) + " inside " + std::string(parent.name()));
  }
  return child;
}

// Is it BEFORE prefix:Signature AFTER, with a prefix that means the namespace of XML Signature there?
bool is_signature_path(XmlNode xpath, std::string_view text, std::string_view before, std::string_view after) {
  if (!text.starts_with(before) || !text.ends_with(after) || text.size() < before.size() + after.size()) return false;
  const auto name = text.substr(before.size(), text.size() - before.size() - after.size());
  const auto colon = name.find(':');
  return colon != std::string_view::npos && colon != 0 && name.substr(colon + 1) == "Signature" &&
         namespace_of_prefix(xpath, name.substr(0, colon)) == xml_namespace::dsig;
}

Result<SignatureTransform> read_xpath(XmlNode transform) {
  const auto xpath = only_child(transform, xml_namespace::dsig, "XPath");
  if (!xpath) return xpath.error();
  const auto text = leaf_text(*xpath);
  if (!text) return text.error();
  if (is_signature_path(*xpath, trim(*text), "not(ancestor-or-self::", ")")) {
    return SignatureTransform{.kind = TransformKind::leave_out_all_signatures};
  }
  return refuse("XPath '" + *text + "'");
}

Result<SignatureTransform> read_filter2(XmlNode transform) {
  const auto xpath = only_child(transform, xml_namespace::xpath_filter2, "XPath");
  if (!xpath) return xpath.error();
  const auto text = leaf_text(*xpath);
  if (!text) return text.error();
  if (xpath->attribute("Filter") == "subtract") {
    if (is_signature_path(*xpath, trim(*text), "/descendant::", "")) {
      return SignatureTransform{.kind = TransformKind::leave_out_all_signatures};
    }
    if (is_signature_path(*xpath, trim(*text), "/*/", "")) {
      return SignatureTransform{.kind = TransformKind::leave_out_root_signatures};
    }
  }
  return refuse("XPath filter '" + *text + "'");
}

Result<SignatureTransform> without_parameters(XmlNode transform, TransformKind kind) {
  if (transform.first_child_element()) return malformed("parameters where the transform has none");
  return SignatureTransform{.kind = kind};
}

Result<std::vector<std::string>> read_inclusive_prefixes(XmlNode method) {
  if (!method.first_child_element()) return std::vector<std::string>{};
  const auto list = only_child(method, xml_namespace::exclusive_c14n, "InclusiveNamespaces");
  if (!list) return list.error();
  auto prefixes = split(list->attribute("PrefixList").value_or(""));
  if (prefixes.size() > most_inclusive_prefixes) return malformed("too many inclusive prefixes");
  return prefixes;
}

}  // namespace

Result<CanonicalForm> read_canonical_form(XmlNode method) {
  const auto uri = method.attribute("Algorithm").value_or("");
  auto form = canonical_form_of(uri);
  if (!form) return refuse(uri);
  const bool has_list = form->method == CanonicalMethod::exclusive_1_0;
  if (!has_list && method.first_child_element()) return malformed("parameters where the transform has none");
  auto prefixes = read_inclusive_prefixes(method);
  if (!prefixes) return prefixes.error();
  form->inclusive_prefixes = *std::move(prefixes);
  return *form;
}

Result<SignatureTransform> read_transform(XmlNode transform) {
  const auto uri = transform.attribute("Algorithm").value_or("");
  if (uri == enveloped_uri) return without_parameters(transform, TransformKind::leave_out_this_signature);
  if (uri == base64_uri) return without_parameters(transform, TransformKind::decode_base64);
  if (uri == xpath_uri) return read_xpath(transform);
  if (uri == filter2_uri) return read_filter2(transform);
  auto form = read_canonical_form(transform);
  if (!form) return form.error();
  return SignatureTransform{.kind = TransformKind::canonicalize, .form = *std::move(form)};
}

}  // namespace sceau
