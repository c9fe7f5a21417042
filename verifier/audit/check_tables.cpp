// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_tables.h"

#include <fmt/format.h>

#include <set>

#include "foundation/text_encoding.h"

namespace sceau::audit {
namespace {

// D9
void rulings_are_about_what_was_in_doubt(const CountedMeeting& counted, FindingList& findings) {
  std::set<std::uint64_t> in_doubt;
  for (const auto& decision : counted.log.decisions) {
    const bool is_admitted = decision.type == EntryType::ballot || decision.type == EntryType::mandate;
    if (is_admitted && decision.is_litigious && decision.index < counted.log_size) in_doubt.insert(decision.index);
  }
  for (const auto& [entry, is_taken] : counted.tables.rulings) {
    if (in_doubt.contains(entry)) continue;
    findings.add(Reason::audit_statement,
                 fmt::format("typed/rulings.csv: entry {} of the log is no litigious ballot or mandate", entry));
  }
}

// L54
void badges_are_one_persons(const CountedMeeting& counted, FindingList& findings) {
  std::map<std::string_view, ShortDigest> bearers;
  for (const auto& line : counted.tables.attendance) {
    const auto* shareholder = counted.registers.last.shareholder(line.form.shareholder);
    if (shareholder != nullptr && !line.form.proxy) bearers.emplace(line.badge, shareholder->name);
  }
  for (const auto& line : counted.tables.attendance) {
    const auto bearer = bearers.find(line.badge);
    if (!line.form.proxy || bearer == bearers.end()) continue;
    if (bearer->second == name_digest(line.form.proxy->holder)) continue;
    findings.add(Reason::audit_statement, fmt::format("typed/attendance.csv: line {}: badge '{}' is that of somebody "
                                                      "else, who is present",
                                                      line.line, printable(line.badge)));
  }
}

}  // namespace

void check_tables(const CountedMeeting& counted, FindingList& findings) {
  rulings_are_about_what_was_in_doubt(counted, findings);
  badges_are_one_persons(counted, findings);
}

}  // namespace sceau::audit
