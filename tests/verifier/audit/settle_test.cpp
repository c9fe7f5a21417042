// SPDX-License-Identifier: Apache-2.0
// docs/counting.md, 2 to 4, rule by rule. The register: a holds 100 shares (account A), b 60 (B), c 40 (C), one vote
// each.
#include "verifier/audit/settle.h"

#include <gtest/gtest.h>

#include "tests/verifier/audit/small_count.h"

namespace sceau::audit {
namespace {

using test::add_attendance;
using test::add_entry;
using test::add_paper;
using test::add_room;
using test::form_of;
using test::outcomes;
using test::SmallCount;
using test::total_on;
using test::with_proxy;

const Form voting_a = form_of("a", {{"A", 100}}, "for,against");
const Form empty_a = form_of("a", {{"A", 100}}, "");
const Form chair_a = with_proxy(empty_a, ProxyKind::chair);
const Form roux_a = with_proxy(empty_a, ProxyKind::named, "Roux");

TEST(Settle, Row1_ARefusalStaysWhatItWas) {
  SmallCount count;
  add_entry(count.counted, EntryType::refusal, 1001, nullptr, "a").reason = "vote.deadline_passed";
  add_entry(count.counted, EntryType::refusal, 5, nullptr, "a").reason = "vote.not_entitled";
  add_entry(count.counted, EntryType::refusal, 6, nullptr, "a");
  EXPECT_EQ(outcomes(count),
            "log/2 rejected vote.not_entitled\nlog/3 rejected vote.malformed\nlog/1 late vote.deadline_passed L1\n");
}

TEST(Settle, Row3_AnEnvelopeWithoutAFormIsInvalidated) {
  SmallCount count;
  add_entry(count.counted, EntryType::ballot, 5, nullptr, "a");
  EXPECT_EQ(outcomes(count), "log/1 invalidated vote.ballot_unopened\n");
}

TEST(Settle, Row4_AFormOfAnotherAgendaIsRejected) {
  SmallCount count;
  auto other = voting_a;
  other.agenda.fill(9);
  add_entry(count.counted, EntryType::ballot, 5, &other);
  add_entry(count.counted, EntryType::ballot, 6, &voting_a);
  EXPECT_EQ(outcomes(count), "log/1 rejected vote.agenda_changed L12\nlog/2 counted\n");
}

TEST(Settle, Row5_LateIsAfterTheClose) {
  SmallCount count;
  const auto of_b = form_of("b", {{"B", 60}}, "for,for");
  add_entry(count.counted, EntryType::ballot, 1000, &voting_a);
  add_entry(count.counted, EntryType::ballot, 1001, &of_b);
  add_paper(count.counted, "P1", 900, form_of("c", {{"C", 40}}, "for"));
  add_paper(count.counted, "P2", 901, form_of("c", {{"C", 40}}, "for"));
  EXPECT_EQ(
      outcomes(count),
      "paper/P1 counted\npaper/P2 late vote.deadline_passed L4\nlog/1 counted\nlog/2 late vote.deadline_passed L1\n");
}

TEST(Settle, Row6_TheBureauDecidesAboutTheLitigious) {
  SmallCount count;
  const auto of_b = form_of("b", {{"B", 60}}, "for,for"), of_c = form_of("c", {{"C", 40}}, "for,for");
  for (const auto* form : {&voting_a, &of_b, &of_c}) {
    add_entry(count.counted, EntryType::ballot, 1001, form).is_litigious = true;
  }
  count.counted.tables.rulings = {{1, true}, {2, false}};
  EXPECT_EQ(outcomes(count),
            "log/1 counted-litigious\nlog/2 excluded-litigious vote.deadline_passed L4\nlog/3 counted-litigious\n");
}

TEST(Settle, Row7_AnIrregularPaperIsRejected) {
  SmallCount count;
  add_paper(count.counted, "P1", 5, voting_a);
  count.counted.tables.papers[0].irregular = "no signature";
  EXPECT_EQ(outcomes(count), "paper/P1 rejected vote.form_irregular L10\n");
}

TEST(Settle, Row8_ChoicesFollowTheAgenda) {
  const auto outcome_of = [](const std::string& choices, bool has_proxy, bool is_paper) {
    SmallCount count;
    auto form = form_of("a", {{"A", 100}}, choices);
    if (has_proxy) form = with_proxy(form, ProxyKind::chair);
    if (is_paper) add_paper(count.counted, "P", 5, form);
    if (!is_paper) add_entry(count.counted, EntryType::ballot, 5, &form);
    return outcomes(count);
  };
  EXPECT_EQ(outcome_of("for,for", false, false), "log/1 counted\n");
  EXPECT_EQ(outcome_of("for", false, false), "log/1 rejected vote.resolution_invalid L7\n");
  EXPECT_EQ(outcome_of("for", true, false), "log/1 counted\n");
  EXPECT_EQ(outcome_of("for", false, true), "paper/P counted\n");
  EXPECT_EQ(outcome_of("for,for,for", false, false), "log/1 rejected vote.resolution_invalid L7\n");
  EXPECT_EQ(outcome_of("named,for", true, false), "log/1 rejected vote.resolution_invalid L7\n");
  SmallCount count;
  auto backwards = form_of("a", {{"A", 100}}, "");
  backwards.choices.add(1, {Vote::for_it});
  backwards.choices.add(0, {Vote::for_it});
  add_entry(count.counted, EntryType::ballot, 5, &backwards);
  EXPECT_EQ(outcomes(count), "log/1 rejected vote.resolution_invalid L7\n");
}

TEST(Settle, Row9_NewResolutionsHaveNoFor) {
  for (const auto& [said, outcome] : {std::pair{Vote::for_it, "paper/P rejected vote.resolution_invalid L24\n"},
                                      {Vote::split, "paper/P rejected vote.resolution_invalid L24\n"},
                                      {Vote::named, "paper/P rejected vote.resolution_invalid L24\n"},
                                      {Vote::against, "paper/P counted\n"},
                                      {Vote::chair, "paper/P counted\n"}}) {
    SmallCount count;
    auto form = voting_a;
    form.new_resolutions = said;
    add_paper(count.counted, "P", 5, form);
    EXPECT_EQ(outcomes(count), outcome);
  }
}

TEST(Settle, Row10_TheProxyMustBeEligible) {
  const auto outcome_of = [](const Form& form, bool is_listed = false) {
    SmallCount count;
    count.settings().is_listed = is_listed;
    add_entry(count.counted, EntryType::mandate, 5, &form);
    add_attendance(count.counted, "1", roux_a);  // so that the named proxy is there
    return outcomes(count).substr(0, outcomes(count).find('\n'));
  };
  const std::string refused = "log/1 rejected vote.proxy_invalid L20";
  EXPECT_EQ(outcome_of(chair_a), "log/1 counted");
  EXPECT_EQ(outcome_of(with_proxy(empty_a, ProxyKind::chair, "Roux")), refused);
  EXPECT_EQ(outcome_of(roux_a), "log/1 counted");
  auto other = roux_a;
  other.proxy->relation = ProxyRelation::other;
  EXPECT_EQ(outcome_of(other), refused);
  EXPECT_EQ(outcome_of(other, true), "log/1 counted");
  auto nowhere = roux_a;
  nowhere.proxy->holder.domicile.clear();
  EXPECT_EQ(outcome_of(nowhere, true), refused);
  auto half = roux_a;
  half.proxy->holder.first_name.clear();
  EXPECT_EQ(outcome_of(half, true), refused);
  auto self = roux_a;
  self.proxy->is_the_shareholder = true;
  EXPECT_EQ(outcome_of(self, true), refused);
}

TEST(Settle, Row11_AConflictOfInterestEndsTheMandate) {
  SmallCount count;
  add_attendance(count.counted, "1", roux_a);
  add_attendance(count.counted, "1", with_proxy(form_of("b", {{"B", 60}}, ""), ProxyKind::named, "Roux"));
  count.counted.tables.attendance[0].has_lapsed = true;
  EXPECT_EQ(outcomes(count), "attendance/2 invalidated vote.proxy_invalid L27\nattendance/3 counted\n");
}

TEST(Settle, Row12_AHoldingIsStatedOnce) {
  SmallCount count;
  add_paper(count.counted, "P", 5, form_of("a", {{"A", 60}, {"A", 40}}, "for"));
  EXPECT_EQ(outcomes(count), "paper/P rejected vote.overspent_votes\n");
}

TEST(Settle, Row13_SomethingMustBeHeld) {
  SmallCount count;
  count.set_register("a,A,registered,100,100,\nb,B,treasury,60,60,\nc,C,registered,40,40,all\n", ",deprived");
  add_paper(count.counted, "P1", 5, form_of("a", {{"X", 100}}, "for"));
  add_paper(count.counted, "P2", 5, form_of("b", {{"B", 60}}, "for"));
  add_paper(count.counted, "P3", 5, form_of("c", {{"C", 40}}, "for"));
  EXPECT_EQ(outcomes(count),
            "paper/P1 invalidated vote.not_entitled L33\n"
            "paper/P2 invalidated vote.voting_right_suspended L44\n"
            "paper/P3 invalidated vote.voting_right_suspended L44\n");
}

TEST(Settle, Row14_BearerSharesNeedTheirProofOnPaper) {
  SmallCount count;
  count.set_register("a,A,bearer,100,100,\nb,B,bearer,60,60,CERT\nc,C,bearer,40,40,\n", ",attestation");
  auto proved = form_of("c", {{"C", 40}}, "for");
  proved.holdings[0].has_attestation = true;
  add_paper(count.counted, "P1", 5, form_of("a", {{"A", 100}}, "for"));
  add_paper(count.counted, "P2", 5, form_of("b", {{"B", 60}}, "for"));
  add_paper(count.counted, "P3", 5, proved);
  add_entry(count.counted, EntryType::ballot, 6, &voting_a);
  EXPECT_EQ(outcomes(count),
            "paper/P1 rejected vote.entitlement_proof_missing L31\n"
            "paper/P2 counted\npaper/P3 counted\nlog/1 counted\n");
}

TEST(Settle, Row15_OnlyIntermediariesSplit) {
  SmallCount count;
  count.set_register("a,A,registered,100,100,\nb,B,registered,60,60,yes\n", ",intermediary");
  add_paper(count.counted, "P1", 5, form_of("a", {{"A", 100}}, "50/50/0"));
  add_paper(count.counted, "P2", 5, form_of("b", {{"B", 60}}, "30/20/10,30/20/11"));
  EXPECT_EQ(outcomes(count), "paper/P1 rejected vote.split_not_allowed\npaper/P2 counted\n");
  EXPECT_EQ(total_on(count, 0), "for 30 against 20 abstain 10 unusable 0 shares 60 excluded 0");
  EXPECT_EQ(total_on(count, 1), "for 0 against 0 abstain 0 unusable 60 shares 60 excluded 0");
}

TEST(Settle, L34_TheFirstOneStandsAndSharesDecide) {
  SmallCount count;
  count.set_register("a,A,registered,100,100\na,A2,registered,10,10\nb,B,registered,60,60\n");
  const auto other_account = form_of("a", {{"A2", 10}}, "against,against");
  add_entry(count.counted, EntryType::ballot, 5, &voting_a);
  add_entry(count.counted, EntryType::ballot, 6, &voting_a);
  add_entry(count.counted, EntryType::mandate, 7, &chair_a);
  add_entry(count.counted, EntryType::ballot, 8, &other_account);
  add_attendance(count.counted, "1", empty_a);
  EXPECT_EQ(outcomes(count),
            "log/1 counted\n"
            "log/2 rejected vote.already_voted L34 log/1\n"
            "log/3 rejected vote.participation_mode_already_chosen L34 log/1\n"
            "log/4 counted\n"
            "attendance/2 rejected vote.participation_mode_already_chosen L34 log/1\n");
  // 100 for by A, 10 against by A2
  EXPECT_EQ(total_on(count, 0), "for 100 against 10 abstain 0 unusable 0 shares 110 excluded 0");
}

TEST(Settle, L34_ArticlesMayAllowAChange) {
  SmallCount count;
  count.settings().allow_mode_change = true;
  add_entry(count.counted, EntryType::ballot, 5, &voting_a);
  add_attendance(count.counted, "1", empty_a);
  EXPECT_EQ(outcomes(count), "log/1 superseded L34 attendance/2\nattendance/2 counted\n");
}

TEST(Settle, L34_ALaterBallotMayNameTheOneItReplaces) {
  SmallCount count;
  const auto again = form_of("a", {{"A", 100}}, "against,against");
  add_entry(count.counted, EntryType::ballot, 5, &voting_a);
  add_entry(count.counted, EntryType::ballot, 6, &again).supersedes = test::ballot_id(1);
  EXPECT_EQ(outcomes(count), "log/1 superseded L34 log/2\nlog/2 counted\n");
  EXPECT_EQ(total_on(count, 0), "for 0 against 100 abstain 0 unusable 0 shares 100 excluded 0");
}

TEST(Settle, L22_a_revocation_ends_the_newest_mandate) {
  SmallCount count;
  add_entry(count.counted, EntryType::mandate, 5, &chair_a);
  add_entry(count.counted, EntryType::revocation, 6, nullptr, "a");
  add_entry(count.counted, EntryType::mandate, 7, &chair_a);
  EXPECT_EQ(outcomes(count), "log/1 revoked L22 log/2\nlog/2 applied L22\nlog/3 counted\n");
}

TEST(Settle, L22_L34_after_a_revocation_another_proxy_and_no_other_mode) {
  SmallCount count;
  add_entry(count.counted, EntryType::mandate, 5, &chair_a);
  add_entry(count.counted, EntryType::revocation, 6, nullptr, "a").supersedes = test::ballot_id(1);
  add_entry(count.counted, EntryType::ballot, 7, &voting_a);
  EXPECT_EQ(outcomes(count),
            "log/1 revoked L22 log/2\nlog/2 applied L22\n"
            "log/3 rejected vote.participation_mode_already_chosen L34 log/1\n");
  EXPECT_EQ(total_on(count, 0), "for 0 against 0 abstain 0 unusable 0 shares 0 excluded 0");
}

TEST(Settle, L23_FormAndProxyOnPaperAreMerged) {
  SmallCount count;
  add_paper(count.counted, "P1", 5, chair_a);
  add_paper(count.counted, "P2", 6, form_of("a", {{"A", 100}}, "against"));
  add_paper(count.counted, "P3", 7, form_of("a", {{"A", 100}}, "abstain"));
  EXPECT_EQ(outcomes(count),
            "paper/P1 counted\npaper/P2 counted L23 paper/P1\n"
            "paper/P3 rejected vote.participation_mode_already_chosen L34 paper/P1\n");
  EXPECT_EQ(total_on(count, 0), "for 0 against 100 abstain 0 unusable 0 shares 100 excluded 0");
  EXPECT_EQ(total_on(count, 1), "for 100 against 0 abstain 0 unusable 0 shares 100 excluded 0");  // the chair (L21)
}

TEST(Settle, L23_OnlyWhereBothSpeakOfTheSameShares) {
  SmallCount count;
  add_paper(count.counted, "P1", 5, chair_a);
  add_paper(count.counted, "P2", 6, form_of("a", {{"A", 99}}, "against"));
  EXPECT_EQ(outcomes(count),
            "paper/P1 counted\n"
            "paper/P2 rejected vote.participation_mode_already_chosen L34 paper/P1\n");
}

TEST(Settle, L54_a_named_proxy_must_come) {
  SmallCount count;
  auto partly = roux_a;
  partly.choices.add(0, {Vote::against});
  partly.shareholder = "b";
  partly.holdings = {{.account = "B", .isin = "", .shares = 60}};
  add_entry(count.counted, EntryType::mandate, 5, &roux_a);
  add_entry(count.counted, EntryType::ballot, 6, &partly);
  EXPECT_EQ(outcomes(count), "log/1 invalidated vote.proxy_absent L54\nlog/2 counted\n");
  EXPECT_EQ(total_on(count, 0), "for 0 against 60 abstain 0 unusable 0 shares 60 excluded 0");
  EXPECT_EQ(total_on(count, 1), "for 0 against 0 abstain 0 unusable 0 shares 0 excluded 0");
}

TEST(Settle, L54_the_proxy_who_came_votes_in_the_room) {
  SmallCount count;
  auto at_the_door = roux_a;
  at_the_door.proxy->holder.surname = "ROUX";
  at_the_door.proxy->relation = ProxyRelation::none;
  add_entry(count.counted, EntryType::mandate, 5, &roux_a);
  add_attendance(count.counted, "7", at_the_door);
  add_attendance(count.counted, "8", form_of("b", {{"B", 60}}, ""));
  add_room(count.counted, "7", "against");
  add_room(count.counted, "9", "for");
  EXPECT_EQ(outcomes(count),
            "log/1 counted\nattendance/2 counted L22 log/1\nattendance/3 counted\n"
            "room/2 counted\nroom/3 vote.not_entitled\n");
  // badge 7 votes against with 100; badge 8 says nothing, and so abstains with 60
  EXPECT_EQ(total_on(count, 0), "for 0 against 100 abstain 60 unusable 0 shares 160 excluded 0");
}

TEST(Settle, L20_a_mandate_at_the_door_needs_an_eligible_proxy) {
  SmallCount count;
  auto stranger = roux_a;
  stranger.proxy->relation = ProxyRelation::other;
  add_attendance(count.counted, "7", stranger);
  EXPECT_EQ(outcomes(count), "attendance/2 rejected vote.proxy_invalid L20\n");
}

TEST(Settle, L12_forms_carry_over_to_the_second_meeting) {
  SmallCount count;
  count.settings().predecessor = {"first", std::string(64, '0')};
  count.settings().predecessor->agenda_sha256 = hex(count.counted.meeting.frozen.agenda);
  auto& first = count.carried.emplace_back(test::other_meeting("first", "2027-04-20", 1));
  auto carried = voting_a;
  carried.meeting = "first";
  const auto of_b = form_of("b", {{"B", 60}}, "for,for");
  auto carried_b = of_b;
  carried_b.meeting = "first";
  add_entry(first, EntryType::ballot, 5, &carried);
  add_entry(first, EntryType::ballot, 6, &carried_b);
  add_entry(first, EntryType::refusal, 7, nullptr, "c");
  add_entry(count.counted, EntryType::ballot, 100, &of_b);
  EXPECT_EQ(outcomes(count), "carried/1 counted L12\ncarried/2 superseded L12 log/1\nlog/1 counted\n");
}

TEST(Settle, L12_another_agenda_carries_over_nothing) {
  SmallCount count;
  count.settings().predecessor = {"first", std::string(64, '0')};
  auto& first = count.carried.emplace_back(test::other_meeting("first", "2027-04-20", 2));
  auto carried = voting_a;
  carried.meeting = "first";
  carried.agenda = first.meeting.frozen.agenda;
  add_entry(first, EntryType::ballot, 5, &carried);
  EXPECT_EQ(outcomes(count), "carried/1 rejected vote.agenda_changed L12\n");
}

TEST(Settle, L22_a_mandate_covers_the_other_meeting_of_the_fortnight) {
  for (const auto& [date, outcome] : {std::pair{"2027-04-27", "carried/1 counted L12\n"},
                                      {"2027-04-26", "carried/1 rejected vote.agenda_changed L12\n"},
                                      {"2027-05-27", "carried/1 counted L12\n"},
                                      {"2027-05-28", "carried/1 rejected vote.agenda_changed L12\n"}}) {
    SmallCount count;
    auto& other = count.carried.emplace_back(test::other_meeting("ext", date, 2));
    other.meeting.settings.kind = MeetingKind::extraordinary;
    auto mandate = chair_a, ballot = form_of("b", {{"B", 60}}, "for,for");
    mandate.meeting = ballot.meeting = "ext";
    mandate.agenda = ballot.agenda = other.meeting.frozen.agenda;
    add_entry(other, EntryType::mandate, 5, &mandate);
    add_entry(other, EntryType::ballot, 6, &ballot);  // of another meeting mandates alone are handed on
    EXPECT_EQ(outcomes(count), outcome) << date;
  }
}

TEST(Settle, APartOfAHoldingHasItsPartOfTheVotes) {
  SmallCount count;
  count.set_register("a,A,registered,10,15\n");
  add_paper(count.counted, "P", 5, form_of("a", {{"A", 3}}, "for,null"));
  // 15 x 3 / 10 = 4.5
  EXPECT_EQ(total_on(count, 0), "for 4 against 0 abstain 0 unusable 0 shares 3 excluded 0");
  EXPECT_EQ(total_on(count, 1), "for 0 against 0 abstain 0 unusable 4 shares 3 excluded 0");
}

TEST(Settle, WhatIsDeprivedIsExcluded) {
  SmallCount count;
  count.set_register("a,A,registered,100,150,2\na,A2,registered,10,10,\n", ",deprived");
  add_paper(count.counted, "P", 5, form_of("a", {{"A", 100}, {"A2", 10}}, "for,for"));
  EXPECT_EQ(total_on(count, 0), "for 160 against 0 abstain 0 unusable 0 shares 110 excluded 0");
  EXPECT_EQ(total_on(count, 1), "for 10 against 0 abstain 0 unusable 0 shares 10 excluded 150");
}

}  // namespace
}  // namespace sceau::audit
