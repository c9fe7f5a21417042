// SPDX-License-Identifier: Apache-2.0
#include "vote/legal_rule.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

constexpr std::array rows = {
#define LEGAL_RULE(name, evidence, source, sentence) \
  LegalRuleRow{LegalRule::name, #name, LegalEvidence::evidence, source, sentence},
#include "vote/legal_rules.def"
#undef LEGAL_RULE
};

}  // namespace

const LegalRuleRow& row_of(LegalRule rule) { return rows[static_cast<std::size_t>(rule)]; }
std::span<const LegalRuleRow> all_legal_rules() { return rows; }

std::optional<LegalRule> legal_rule_named(std::string_view name) {
  const auto found = std::ranges::find(rows, name, &LegalRuleRow::name);
  return found == rows.end() ? std::nullopt : std::optional(found->rule);
}

std::string citation(LegalRule rule) {
  const auto& row = row_of(rule);
  return std::string(row.source) + (row.evidence == LegalEvidence::verified ? "" : " (to be confirmed)");
}

}  // namespace sceau
