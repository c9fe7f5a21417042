// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/first_page.h"

#include <optional>
#include <set>

namespace sceau {
namespace {

constexpr int deepest_page = 64;

std::optional<QPDFObjectHandle> first_leaf(QPDFObjectHandle node, std::set<QPDFObjGen>& visited, int depth) {
  if (!node.isDictionary() || !node.isIndirect() || depth > deepest_page) return std::nullopt;
  if (!visited.insert(node.getObjGen()).second) return std::nullopt;
  auto kids = node.getKey("/Kids");
  if (!kids.isArray()) return depth > 0 ? std::optional(node) : std::nullopt;
  const int count = kids.getArrayNItems();
  for (int i = 0; i < count; ++i) {
    if (auto leaf = first_leaf(kids.getArrayItem(i), visited, depth + 1)) return leaf;
  }
  return std::nullopt;
}

}  // namespace

Result<QPDFObjectHandle> first_page(QPDF& document) {
  std::set<QPDFObjGen> visited;
  auto page = first_leaf(document.getRoot().getKey("/Pages"), visited, 0);
  if (!page) return Error{Reason::pdf_no_page, "the page tree leads to no page"};
  return *page;
}

}  // namespace sceau
