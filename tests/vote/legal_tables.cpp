// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/legal_tables.h"

#include <algorithm>
#include <map>

#include "vote/person_names.h"

namespace sceau {

void leave_out_what_no_table_may_say(CountCase& of) {
  std::erase_if(of.rulings, [&](const Ruling& ruling) {
    return std::ranges::none_of(of.electronic, [&](const LoggedForm& logged) {
      const auto kind = logged.facts.kind;
      return logged.index == ruling.index && logged.facts.clock.is_litigious &&
             (kind == DecisionKind::ballot || kind == DecisionKind::mandate);
    });
  });
  std::map<std::string, std::string> present;  // shareholder by badge, the first one
  for (const auto& attendee : of.attendance) {
    const bool is_known = of.shares().shareholder(attendee.form.shareholder) != nullptr;
    if (is_known && !attendee.form.proxy) present.emplace(attendee.badge, attendee.form.shareholder);
  }
  std::erase_if(of.attendance, [&](const Attendee& attendee) {
    const auto known = present.find(attendee.badge);
    if (!attendee.form.proxy || known == present.end()) return false;
    return !is_same_person(attendee.form.proxy->holder, of.shares().shareholder(known->second)->identity);
  });
}

}  // namespace sceau
