// SPDX-License-Identifier: Apache-2.0
#include "vote/check_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "foundation/text_encoding.h"
#include "vote/person_names.h"

namespace sceau {
namespace {

bool is_for_the_bureau(const LoggedForm& logged) {
  const auto kind = logged.facts.kind;
  return logged.facts.clock.is_litigious && (kind == DecisionKind::ballot || kind == DecisionKind::mandate);
}

std::map<std::string, const Person*> present_by_badge(const CountInput& input) {
  std::map<std::string, const Person*> present;
  for (const auto& attendee : input.attendance) {
    const auto* shareholder = attendee.form.proxy ? nullptr : input.shares.shareholder(attendee.form.shareholder);
    if (shareholder) present.emplace(attendee.badge, &shareholder->identity);
  }
  return present;
}

}  // namespace

Findings each_ruling_is_about_a_litigious_entry(const CountInput& input) {
  Findings findings;
  for (const auto& ruling : input.rulings) {
    const auto logged = std::ranges::find(input.electronic, ruling.index, &LoggedForm::index);
    if (logged != input.electronic.end() && is_for_the_bureau(*logged)) continue;
    findings.push_back(
        {Reason::vote_table_irregular,
         fmt::format("rulings.csv: entry {} of the log is no litigious ballot or mandate", ruling.index)});
  }
  return findings;
}

Findings each_badge_is_one_persons(const CountInput& input) {
  const auto present = present_by_badge(input);
  Findings findings;
  for (const auto& attendee : input.attendance) {
    const auto known = present.find(attendee.badge);
    if (!attendee.form.proxy || known == present.end()) continue;
    if (is_same_person(attendee.form.proxy->holder, *known->second)) continue;
    findings.push_back({Reason::vote_table_irregular,
                        fmt::format("attendance.csv: line {}: badge '{}' is that of a shareholder who is present, and "
                                    "not of this proxy",
                                    attendee.line, printable(attendee.badge))});
  }
  return findings;
}

Findings check_tables(const CountInput& input) {
  auto findings = each_ruling_is_about_a_litigious_entry(input);
  append(findings, each_badge_is_one_persons(input));
  return findings;
}

}  // namespace sceau
