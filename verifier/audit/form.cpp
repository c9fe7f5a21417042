// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/form.h"

#include <algorithm>

namespace sceau::audit {

void Choices::add(std::uint16_t resolution, Said said) {
  Choice choice{.resolution = resolution, .vote = said.vote};
  if (said.vote == Vote::split) {
    choice.split = static_cast<std::uint16_t>(splits.size());
    splits.push_back(said.split);
  }
  all.push_back(choice);
}

Choices::Said Choices::on(std::size_t resolution) const {
  const auto found = std::ranges::find(all, resolution, &Choice::resolution);
  if (found == all.end()) return {};
  return {found->vote, found->vote == Vote::split ? splits[found->split] : Split{}};
}

std::optional<ProxyKind> proxy_kind_named(std::string_view word) {
  if (word == "chair") return ProxyKind::chair;
  if (word == "named") return ProxyKind::named;
  if (word == "blank") return ProxyKind::blank;
  return std::nullopt;
}

std::optional<ProxyRelation> proxy_relation_named(std::string_view word) {
  if (word.empty()) return ProxyRelation::none;
  if (word == "shareholder") return ProxyRelation::shareholder;
  if (word == "spouse") return ProxyRelation::spouse;
  if (word == "civil-partner") return ProxyRelation::civil_partner;
  if (word == "other") return ProxyRelation::other;
  return std::nullopt;
}

}  // namespace sceau::audit
