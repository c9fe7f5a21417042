// SPDX-License-Identifier: Apache-2.0
#include "vote/influence.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/vote/count_case.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

InfluenceReport report_of(const CountCase& of) {
  const auto report = counted(of);
  return influence_report(report, of.input());
}

const ResolutionInfluence& on(const InfluenceReport& report, std::string_view label) {
  return *std::ranges::find(report.resolutions, label, &ResolutionInfluence::label);
}

TEST(Influence, L47_nothing_contested_changes_nothing) {
  CountCase of;
  of.log(of.votes("s3", "+++"));
  const auto report = report_of(of);
  EXPECT_THAT(report.classes, IsEmpty());
  EXPECT_FALSE(on(report, "1").could_change);
  EXPECT_EQ(on(report, "1").margin_votes, 499);
  EXPECT_EQ(on(report, "1").margin_shares, 764);
}

TEST(Influence, L47_late_forms_could_or_could_not_have_changed_the_result) {
  struct Case {
    std::int64_t in_favour;
    bool could_change;
  };
  // 200 votes came late: 601 against 399 stays adopted, 600 against 400 would have been a tie.
  for (const auto& [in_favour, could_change] : {Case{601, false}, Case{600, true}}) {
    CountCase of;
    auto form = of.votes("s3", "+++");
    form.choices[0] = {"1", Vote::split, {in_favour, 1000 - in_favour, 0}};
    of.log(form);
    of.refuse(of.votes("s1", "---"), Reason::vote_deadline_passed);
    const auto report = report_of(of);
    EXPECT_EQ(on(report, "1").could_change, could_change) << in_favour;
    ASSERT_EQ(report.classes.size(), 1u);
    EXPECT_EQ(report.classes[0], (ContestedClass{Disposition::late, 1, 100, 200, 0}));
  }
}

TEST(Influence, L47_the_quorum_is_looked_at_too) {
  for (const std::int64_t shares : {135, 136}) {  // 236 are required on "1", 100 came late
    CountCase of;
    of.log(of.votes("s3", "+++")).form->holdings[0].shares = shares;
    of.refuse(of.votes("s1", "+++"), Reason::vote_deadline_passed);
    const auto report = report_of(of);
    EXPECT_EQ(on(report, "1").could_change_quorum, shares == 136);
    EXPECT_EQ(on(report, "1").could_change, shares == 136);
  }
}

TEST(Influence, L47_without_a_quorum_no_vote_can_change_the_result) {
  CountCase of;
  of.log(of.votes("s2", "+++"));
  auto& litigious = of.log(of.votes("s4", "-0-"));
  litigious.facts.clock = {.is_degraded = true, .is_litigious = true, .uncertainty = std::chrono::seconds(1)};
  const auto report = report_of(of);
  EXPECT_FALSE(on(report, "1").could_change_quorum);
  EXPECT_FALSE(on(report, "1").could_change);
}

TEST(Influence, L47_a_disputed_form_that_was_counted_might_fall_away) {
  for (const auto* choices : {"+++", "---"}) {
    CountCase of;
    auto form = of.votes("s3", "+++");
    form.choices[0] = {"1", Vote::split, {450, 550, 0}};
    of.log(form);
    auto& litigious = of.log(of.votes("s1", choices));
    litigious.facts.clock = {.is_degraded = true, .is_litigious = true, .uncertainty = std::chrono::seconds(1)};
    const auto report = report_of(of);
    const bool was_carried_by_it = *choices == '+';
    EXPECT_EQ(on(report, "1").could_change, was_carried_by_it);
    EXPECT_EQ(on(report, "1").uncounted.in_favour, was_carried_by_it ? 200 : 0);
  }
}

TEST(Influence, L47_a_second_form_of_one_shareholder_could_have_turned_the_first) {
  struct Case {
    std::int64_t in_favour;
    bool could_change;
  };
  // s1's 200 votes are for; had the refused form counted instead, they would be against.
  for (const auto& [in_favour, could_change] : {Case{601, false}, Case{600, true}}) {
    CountCase of;
    auto form = of.votes("s3", "+++");
    form.choices[0] = {"1", Vote::split, {in_favour, 1000 - in_favour, 0}};
    of.log(form);
    of.log(of.votes("s1", "+++"));
    of.send(of.votes("s1", "---"));
    const auto report = report_of(of);
    EXPECT_EQ(on(report, "1").could_change, could_change) << in_favour;
  }
}

TEST(Influence, L47_unusable_votes_could_have_been_for_or_against) {
  CountCase of;
  auto form = of.votes("s3", "+++");
  form.choices[0] = {"1", Vote::split, {600, 399, 0}};  // 999 of 1000
  of.log(form);
  of.log(of.votes("s1", "+++"));
  const auto report = report_of(of);
  EXPECT_TRUE(on(report, "1").could_change);
  EXPECT_FALSE(on(report, "3").could_change);
}

TEST(Influence, L47_what_is_not_known_cannot_be_ruled_out) {
  for (const auto* shareholder : {"s4", ""}) {
    CountCase of;
    of.log(of.votes("s3", "+++"));
    auto& refused = of.refuse(of.votes("s4", "---"), Reason::vote_signature_invalid);
    refused.form.reset();
    refused.shareholder = shareholder;
    const auto report = report_of(of);
    EXPECT_EQ(on(report, "1").could_change, *shareholder == '\0');
    EXPECT_EQ(report.classes[0].unknown, *shareholder == '\0' ? 1 : 0);
    EXPECT_EQ(report.classes[0].votes, *shareholder == '\0' ? 0 : 30);
  }
}

TEST(Influence, L47_shares_that_are_gone_count_as_the_form_states_them) {
  const CountCase before;
  CountCase of(sample_toml(), changed(sample_register_csv(), "N-1,registered", "N-7,registered"));
  of.log(of.votes("s3", "+++"));
  of.log(before.votes("s1", "---"));
  const auto report = report_of(of);
  ASSERT_EQ(report.classes.size(), 1u);
  EXPECT_EQ(report.classes[0], (ContestedClass{Disposition::invalidated, 1, 100, 200, 0}));
}

TEST(Influence, InWordsAndAsJson) {
  CountCase of;
  of.log(of.votes("s3", "+++"));
  of.refuse(of.votes("s1", "---"), Reason::vote_deadline_passed);
  const auto report = report_of(of);
  EXPECT_THAT(in_words(on(report, "1"), Language::french),
              HasSubstr("Résolution 1 : le sens de la décision n'aurait pas pu être autre."));
  EXPECT_THAT(in_words(on(report, "1"), Language::english),
              HasSubstr("Resolution 1: the decision could not have been another."));
  EXPECT_THAT(write_influence(report), HasSubstr(R"("result":"cannot change")"));
  EXPECT_EQ(write_influence(report), write_influence(report_of(of)));
}

// Could change is no proof that it would have been another.
TEST(Influence, WhatCouldChangeIsSaidNotToBeShown) {
  CountCase of;
  of.log(of.votes("s1", "+++"));
  of.refuse(of.votes("s3", "---"), Reason::vote_deadline_passed);
  const auto report = report_of(of);
  ASSERT_TRUE(on(report, "1").could_change);
  EXPECT_THAT(in_words(on(report, "1"), Language::french),
              HasSubstr("Résolution 1 : il n'est pas démontré que le sens de la décision n'aurait pas pu être autre."));
  EXPECT_THAT(in_words(on(report, "1"), Language::english),
              HasSubstr("Resolution 1: it is not shown that the decision could not have been another."));
}

}  // namespace
}  // namespace sceau
