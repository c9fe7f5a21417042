// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_acts.h"

#include <gmock/gmock.h>

#include "tests/verifier/audit/small_count.h"

namespace sceau::audit {
namespace {

using test::seconds_in;

// A meeting that ends with entry 10, at second 500.
struct EndedLog : AuditedLog {
  EndedLog() { acts.endings.push_back({10, seconds_in(500)}); }

  void decide(EntryType type, std::uint64_t index, int at) {
    Decision decision{};
    decision.index = index;
    decision.type = type;
    decision.received_at = seconds_in(at);
    decisions.push_back(decision);
  }
};

Findings findings_of(const AuditedLog& log) {
  FindingList findings;
  check_acts(log, {{.label = "1", .deprived = {}}}, findings);
  return std::move(findings).take();
}

void expect_ended(const AuditedLog& log, const std::string& what) {
  const auto findings = findings_of(log);
  ASSERT_EQ(findings.size(), 1u) << what;
  EXPECT_EQ(findings[0].reason, Reason::audit_act);
  EXPECT_THAT(findings[0].detail,
              testing::HasSubstr("entry 11: " + what + " behind entry 10, which ended the meeting"));
}

TEST(CheckActs, WhatCameBeforeTheEndStands) {
  EndedLog log;
  log.acts.withdrawals.push_back({3, "1"});
  log.acts.registers.push_back({4, seconds_in(4), false, {}});
  log.acts.tallies.emplace_back().index = 9;
  log.decide(EntryType::ballot, 5, 100);
  log.decide(EntryType::refusal, 11, 600);
  EXPECT_TRUE(findings_of(log).empty());
}

TEST(CheckActs, NothingIsAdmittedBehindTheEnd) {
  for (const auto type : {EntryType::ballot, EntryType::mandate, EntryType::revocation}) {
    for (const int at : {400, 511}) {
      EndedLog log;
      log.decide(type, 11, at);
      expect_ended(log, "a " + std::string(name_of(type)));
    }
  }
}

TEST(CheckActs, WhatWasOnItsWayIsLetBe) {
  for (const int at : {490, 500, 510}) {
    EndedLog log;
    log.decide(EntryType::ballot, 11, at);
    EXPECT_TRUE(findings_of(log).empty()) << at;
  }
}

TEST(CheckActs, NoActAndNoCountStandsBehindTheEnd) {
  EndedLog withdrawn, corrected, ended, counted;
  withdrawn.acts.withdrawals.push_back({11, "1"});
  expect_ended(withdrawn, "a withdrawal");
  corrected.acts.registers.push_back({11, seconds_in(501), true, {}});
  expect_ended(corrected, "a register");
  ended.acts.endings.push_back({11, seconds_in(501)});
  expect_ended(ended, "another end");
  counted.acts.tallies.emplace_back().index = 11;
  expect_ended(counted, "a count");
}

}  // namespace
}  // namespace sceau::audit
