// SPDX-License-Identifier: Apache-2.0
// The rules of law this program keeps, by the numbers of docs/vote-rules.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sceau {

enum class LegalRule {
#define LEGAL_RULE(name, evidence, source, sentence) name,
#include "vote/legal_rules.def"
#undef LEGAL_RULE
};

enum class LegalEvidence { verified, unconfirmed };

struct LegalRuleRow {
  LegalRule rule;
  std::string_view name;  // "L11"
  LegalEvidence evidence;
  std::string_view source;
  std::string_view sentence;
};

const LegalRuleRow& row_of(LegalRule rule);
std::span<const LegalRuleRow> all_legal_rules();
std::optional<LegalRule> legal_rule_named(std::string_view name);

// As it is printed: the source, with "(to be confirmed)" where nobody has read its text.
std::string citation(LegalRule rule);

}  // namespace sceau
