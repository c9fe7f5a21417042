// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/namespace_scope.h"

namespace sceau {
namespace {

constexpr std::size_t few = 8;  // so many prefixes are found faster by looking at each

}  // namespace

void NamespaceScope::leave() {
  const auto start = frames_.back();
  frames_.pop_back();
  while (changes_.size() > start) {
    states_[changes_.back().prefix] = changes_.back().before;
    changes_.pop_back();
  }
}

void NamespaceScope::declare(std::string_view prefix, std::string_view uri) {
  const auto index = index_of(prefix);
  remember(index);
  states_[index].declared = uri;
}

std::optional<NamespaceScope::Binding> NamespaceScope::render(std::string_view prefix) {
  const auto index = index_of(prefix);
  auto& state = states_[index];
  if (state.declared == state.rendered) return std::nullopt;
  remember(index);
  state.rendered = state.declared;
  return Binding{prefix, state.declared};
}

std::string_view NamespaceScope::uri_of(std::string_view prefix) { return states_[index_of(prefix)].declared; }

std::size_t NamespaceScope::index_of(std::string_view prefix) {
  if (prefixes_.size() > few) {
    const auto found = index_.find(prefix);
    return found == index_.end() ? add(prefix) : found->second;
  }
  for (std::size_t i = 0; i < prefixes_.size(); ++i) {
    if (prefixes_[i] == prefix) return i;
  }
  return add(prefix);
}

std::size_t NamespaceScope::add(std::string_view prefix) {
  const auto index = prefixes_.size();
  prefixes_.push_back(prefix);
  states_.emplace_back();
  index_.emplace(prefix, index);
  return index;
}

}  // namespace sceau
