// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_tables.h"

#include <gmock/gmock.h>

#include "tests/verifier/audit/small_count.h"

namespace sceau::audit {
namespace {

using test::add_attendance;
using test::add_entry;
using test::form_of;
using test::SmallCount;
using test::with_proxy;

Findings findings_of(const SmallCount& count) {
  FindingList findings;
  check_tables(count.counted, findings);
  return std::move(findings).take();
}

void expect_irregular(const SmallCount& count, const std::string& message) {
  const auto findings = findings_of(count);
  ASSERT_EQ(findings.size(), 1u) << message;
  EXPECT_EQ(findings[0].reason, Reason::audit_statement);
  EXPECT_THAT(findings[0].detail, testing::HasSubstr(message));
}

const Form voting_a = form_of("a", {{"A", 100}}, "for,against");

// Entry 1 came in time for sure, 2 in doubt.
struct Doubtful : SmallCount {
  Doubtful() {
    add_entry(counted, EntryType::ballot, 5, &voting_a);
    add_entry(counted, EntryType::ballot, 1001, &voting_a).is_litigious = true;
    counted.log_size = 3;
  }
};

TEST(CheckTables, ARulingIsAboutABallotOrAMandateInDoubt) {
  for (const auto type : {EntryType::ballot, EntryType::mandate}) {
    Doubtful count;
    count.counted.log.decisions.back().type = type;
    count.counted.tables.rulings = {{2, false}};
    EXPECT_TRUE(findings_of(count).empty());
  }
}

TEST(CheckTables, ARulingAboutAnythingElseIsFound) {
  for (const std::uint64_t entry : {std::uint64_t{1}, std::uint64_t{3}}) {
    Doubtful count;
    count.counted.tables.rulings = {{entry, true}};
    expect_irregular(count, "typed/rulings.csv: entry " + std::to_string(entry) + " of the log is no litigious ballot");
  }
  for (const auto type : {EntryType::revocation, EntryType::refusal}) {
    Doubtful count;
    count.counted.log.decisions.back().type = type;
    count.counted.tables.rulings = {{2, true}};
    expect_irregular(count, "typed/rulings.csv: entry 2");
  }
  Doubtful count;
  count.counted.log_size = 2;  // it stands behind the log of the count
  count.counted.tables.rulings = {{2, true}};
  expect_irregular(count, "typed/rulings.csv: entry 2");
}

TEST(CheckTables, ABadgeIsOnePersons) {
  SmallCount count;
  count.counted.registers.last = {};
  count.set_register("a,A,registered,100,100,Roux,Éva\nb,B,registered,60,60,Noir,Luc\n", ",surname,first_name");
  add_attendance(count.counted, "12", with_proxy(form_of("b", {{"B", 60}}, ""), ProxyKind::named, "ROUX"));
  add_attendance(count.counted, "12", form_of("a", {{"A", 100}}, ""));
  EXPECT_TRUE(findings_of(count).empty());
  count.counted.tables.attendance[0].form.proxy->holder.surname = "Noir";
  expect_irregular(count, "typed/attendance.csv: line 2: badge '12'");
  count.counted.tables.attendance[1].form.shareholder = "nobody";
  EXPECT_TRUE(findings_of(count).empty());
}

}  // namespace
}  // namespace sceau::audit
