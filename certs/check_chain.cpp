// SPDX-License-Identifier: Apache-2.0
#include "certs/check_chain.h"

namespace sceau {

ChainCheck check_chain(const Certificate& leaf, const ChainOptions& options, std::span<const RevocationList> lists,
                       RevocationMemory* memory) {
  auto [chain, findings] = build_chain(leaf, options);
  if (!chain) return {std::nullopt, {}, std::move(findings)};
  auto all_lists = options.anchors.revocation_lists;
  all_lists.insert(all_lists.end(), lists.begin(), lists.end());
  const RevocationOptions asked{.lists = all_lists, .untrusted = options.untrusted, .time = options.time};
  auto revocation = memory == nullptr ? check_revocation(*chain, asked) : memory->check(*chain, asked);
  append(findings, revocation_findings(revocation, options.time));
  return {std::move(chain), std::move(revocation), std::move(findings)};
}

}  // namespace sceau
