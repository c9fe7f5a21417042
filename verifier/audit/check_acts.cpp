// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_acts.h"

#include <fmt/format.h>

#include <algorithm>

namespace sceau::audit {
namespace {

void blame(std::uint64_t entry, const std::string& what, FindingList& findings) {
  findings.add(Reason::audit_act, fmt::format("log/entries.tsv: entry {}: {}", entry, what));
}

void withdrawals_are_of_the_agenda(const AuditedLog& log, const std::vector<Resolution>& agenda,
                                   FindingList& findings) {
  for (const auto& act : log.acts.withdrawals) {
    if (std::ranges::count(agenda, act.label, &Resolution::label) != 0) continue;
    blame(act.index, fmt::format("withdraws '{}', which is no resolution of the agenda", act.label), findings);
  }
}

bool is_within_moments(Instant one, Instant other) {
  return (one < other ? other - one : one - other) <= longest_batch;
}

// `ending` is the first of its kind.
void nothing_stands_behind(const EndingAct& ending, const AuditedLog& log, FindingList& findings) {
  const auto find_behind = [&](const auto& acts, std::string_view what) {
    for (const auto& act : acts) {
      if (act.index <= ending.index) continue;
      blame(act.index, fmt::format("{} behind entry {}, which ended the meeting", what, ending.index), findings);
    }
  };
  find_behind(log.acts.withdrawals, "a withdrawal");
  find_behind(log.acts.registers, "a register");
  find_behind(log.acts.endings, "another end");
  find_behind(log.acts.tallies, "a count");
  for (const auto& decision : log.decisions) {
    if (decision.index <= ending.index || decision.type == EntryType::refusal) continue;
    if (is_within_moments(decision.received_at, ending.at)) continue;
    blame(decision.index,
          fmt::format("a {} behind entry {}, which ended the meeting", name_of(decision.type), ending.index), findings);
  }
}

}  // namespace

void check_acts(const AuditedLog& log, const std::vector<Resolution>& agenda, FindingList& findings) {
  withdrawals_are_of_the_agenda(log, agenda, findings);
  if (!log.acts.endings.empty()) nothing_stands_behind(log.acts.endings.front(), log, findings);
}

}  // namespace sceau::audit
