// SPDX-License-Identifier: Apache-2.0
// Proxies in the count. s1 has 100 shares and 200 votes, s2 50, s3 1000 (an intermediary), s4 30 (not on "2"), s5 20
// (deprived), s9 treasury shares; the base of the quorum is 1180 shares, on "2" 1150.
#include "vote/tally.h"

#include <gmock/gmock.h>

#include "foundation/text_encoding.h"
#include "tests/vote/count_case.h"

namespace sceau {
namespace {

constexpr auto counted_ = Disposition::counted;

Figures way(const CountReport& report, std::string_view label, CastBy by) {
  return resolution(report, label).ways[static_cast<std::size_t>(by)];
}

Present present(const CountReport& report, CastBy by) { return report.tally.present[static_cast<std::size_t>(by)]; }

TEST(TallyProxy, L21_a_blank_proxy_goes_to_the_chair_who_follows_the_board) {
  CountCase of;
  of.log(of.mandate("s1", proxy_to(ProxyKind::blank)));
  const auto report = counted(of);
  EXPECT_EQ(way(report, "1", CastBy::chair).in_favour, 200);  // by the board
  EXPECT_EQ(way(report, "2", CastBy::chair).against, 200);    // by a shareholder
  EXPECT_EQ(present(report, CastBy::chair), (Present{1, 100, 200}));
}

LoggedForm& revoke(CountCase& of, const std::string& shareholder) {
  auto& revocation = of.log(of.form_of(shareholder));
  revocation.form.reset();
  revocation.shareholder = shareholder;
  revocation.facts.kind = DecisionKind::revocation;
  return revocation;
}

TEST(TallyProxy, L22_a_revoked_proxy_does_not_count) {
  for (const auto* named : {"ballot-1", ""}) {
    CountCase of;
    of.log(of.mandate("s1", proxy_to(ProxyKind::chair)));
    of.log(of.mandate("s2", proxy_to(ProxyKind::chair)));
    revoke(of, "s1").facts.supersedes = named;
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "log/1"), Disposition::revoked);
    EXPECT_EQ(disposition(report, "log/2"), counted_);
    EXPECT_EQ(disposition(report, "log/3"), Disposition::applied);
    EXPECT_EQ(resolution(report, "1").quorum.present, 50);
  }
}

TEST(TallyProxy, L22_L34_after_a_revocation_another_proxy_may_be_given_and_no_other_mode_chosen) {
  CountCase of;
  of.log(of.mandate("s1", proxy_to(ProxyKind::chair)));
  of.log(of.mandate("s2", proxy_to(ProxyKind::chair)));
  revoke(of, "s1");
  revoke(of, "s2");
  of.log(of.mandate("s1", proxy_to(ProxyKind::chair)));
  of.send(of.votes("s2", "+++"));
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "log/5"), counted_);
  EXPECT_EQ(reason(report, "paper/P-1"), Reason::vote_mode_already_chosen);
  EXPECT_EQ(resolution(report, "1").quorum.present, 100);
}

TEST(TallyProxy, L22_L54_a_named_proxy_must_come_and_votes_in_the_room) {
  for (const bool comes : {true, false}) {
    CountCase of;
    of.log(of.mandate("s1", named_proxy()));
    if (comes) of.attend("7", "s1", named_proxy());
    if (comes) of.vote("7", "-+0");
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "log/1"), comes ? counted_ : Disposition::invalidated);
    EXPECT_EQ(way(report, "1", CastBy::proxy).against, comes ? 200 : 0);
    EXPECT_EQ(resolution(report, "1").quorum.present, comes ? 100 : 0);
    if (!comes) {
      EXPECT_EQ(reason(report, "log/1"), Reason::vote_proxy_absent);
    }
  }
}

TEST(TallyProxy, L22_a_mandate_for_the_other_meeting_of_the_fortnight_holds_here_too) {
  struct Case {
    std::string date;
    MeetingKind kind;
    bool holds;
  };
  for (const auto& [date, kind, holds] :
       {Case{"2027-05-27", MeetingKind::extraordinary, true}, Case{"2027-05-28", MeetingKind::extraordinary, false},
        Case{"2027-05-12", MeetingKind::ordinary, false}}) {
    CountCase of;
    auto mandate = of.log(of.mandate("s1", proxy_to(ProxyKind::chair)));
    of.electronic.clear();
    of.other_meetings = {{"age2027", {kind, day(date), Bytes(32, 7)}}};
    mandate.form->meeting = "age2027";
    mandate.form->agenda_hash = hex_lower(Bytes(32, 7));
    of.carried = {mandate};
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "carried/1"), holds ? counted_ : Disposition::rejected) << date;
  }
}

TEST(TallyProxy, L20_a_mandate_shown_at_the_door_needs_an_eligible_proxy) {
  for (const bool is_eligible : {true, false}) {
    CountCase of;
    auto proxy = named_proxy();
    if (!is_eligible) proxy.relation = ProxyRelation::other;
    of.attend("7", "s1", proxy);
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "attendance/2"), is_eligible ? counted_ : Disposition::rejected);
    if (!is_eligible) {
      EXPECT_EQ(reason(report, "attendance/2"), Reason::vote_proxy_invalid);
    }
  }
}

TEST(TallyProxy, L27_a_conflict_that_is_not_confirmed_ends_the_mandate_in_the_count) {
  for (const auto conflict : {ConflictOfInterest::confirmed, ConflictOfInterest::disclosed}) {
    CountCase of;
    of.attend("7", "s1", named_proxy()).conflict = conflict;
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "attendance/2"),
              conflict == ConflictOfInterest::confirmed ? counted_ : Disposition::invalidated);
  }
}

TEST(TallyProxy, L23_proxy_and_voting_form_on_paper_are_read_together) {
  for (const bool proxy_comes_first : {true, false}) {
    CountCase of;
    auto voting = of.votes("s1", "-");
    voting.choices.resize(1);
    if (proxy_comes_first) of.send(of.mandate("s1", proxy_to(ProxyKind::blank)), "2027-05-04T08:00:00Z");
    of.send(voting);
    if (!proxy_comes_first) of.send(of.mandate("s1", proxy_to(ProxyKind::blank)), "2027-05-06T08:00:00Z");
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "paper/P-1"), counted_);
    EXPECT_EQ(disposition(report, "paper/P-2"), counted_);
    EXPECT_EQ(way(report, "1", CastBy::paper).against, 200);  // what the voting form says
    EXPECT_EQ(way(report, "2", CastBy::chair).against, 200);  // what it leaves to the proxy
    EXPECT_EQ(report.tally.all_present.shares, 100);
  }
}

}  // namespace
}  // namespace sceau
