// SPDX-License-Identifier: Apache-2.0
#include "vote/check_tables.h"

#include <gmock/gmock.h>

#include "tests/vote/count_case.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// Entry 1 came in time for sure, 2 in doubt.
struct Doubtful : CountCase {
  Doubtful() {
    log(votes("s1", "+-0"));
    log(votes("s2", "+-0")).facts.clock.is_litigious = true;
  }
};

Findings findings_of(const CountCase& of) {
  const auto report = count(of.input());
  return report ? report->findings : Findings{{report.error().reason, report.error().detail}};
}

void expect_irregular(const CountCase& of, const std::string& message) {
  const auto findings = findings_of(of);
  ASSERT_EQ(findings.size(), 1u) << message;
  EXPECT_EQ(findings[0].reason, Reason::vote_table_irregular);
  EXPECT_THAT(findings[0].detail, HasSubstr(message));
}

TEST(CheckTables, D9_a_ruling_is_about_an_entry_that_is_in_doubt) {
  for (const bool is_admitted : {true, false}) {
    Doubtful of;
    of.rulings = {{2, is_admitted, "so decided"}};
    EXPECT_THAT(findings_of(of), IsEmpty());
  }
}

TEST(CheckTables, D9_a_ruling_about_another_entry_is_found) {
  for (const std::int64_t entry : {1, 3, -1}) {
    Doubtful of;
    of.rulings = {{entry, false, "so decided"}};
    expect_irregular(of, "rulings.csv: entry " + std::to_string(entry) + " of the log is no litigious ballot");
  }
}

TEST(CheckTables, D9_a_revocation_or_a_refusal_is_not_for_the_bureau_to_admit) {
  for (const auto kind : {DecisionKind::revocation, DecisionKind::refusal}) {
    Doubtful of;
    auto& logged = of.electronic.back();
    logged.facts.kind = kind;
    logged.facts.reasons = {Reason::vote_signature_invalid};
    of.rulings = {{2, false, "so decided"}};
    expect_irregular(of, "rulings.csv: entry 2");
  }
}

Proxy proxy_named(const std::string& surname, const std::string& first_name) {
  auto proxy = named_proxy();
  proxy.holder.surname = surname;
  proxy.holder.first_name = first_name;
  return proxy;
}

TEST(CheckTables, L54_whoever_is_present_may_be_a_proxy_with_the_same_badge) {
  CountCase of;
  of.attend("12", "s1");
  of.attend("12", "s2", proxy_named("MARTIN", "Jeanne"));
  EXPECT_THAT(findings_of(of), IsEmpty());
}

TEST(CheckTables, L54_a_badge_is_one_persons) {
  for (const bool is_proxy_first : {false, true}) {
    CountCase of;
    of.attend("12", "s1");
    of.attend("12", "s2", proxy_named("Noël", "Zoé"));
    if (is_proxy_first) std::swap(of.attendance[0].form, of.attendance[1].form);
    expect_irregular(of, is_proxy_first ? "attendance.csv: line 2: badge '12'" : "attendance.csv: line 3: badge '12'");
    of.attendance.back().badge = "13";
    EXPECT_THAT(findings_of(of), IsEmpty());
  }
}

TEST(CheckTables, ABadgeOfSomebodyUnknownIsNotComparedWithAnything) {
  CountCase of;
  of.attend("12", "s1").form.shareholder = "nobody";
  of.attend("12", "s2", proxy_named("Noël", "Zoé"));
  EXPECT_THAT(findings_of(of), IsEmpty());
}

}  // namespace
}  // namespace sceau
