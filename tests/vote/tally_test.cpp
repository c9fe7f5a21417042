// SPDX-License-Identifier: Apache-2.0
// The rules of the count. s1 has 100 shares and 200 votes, s2 50, s3 1000 (an intermediary), s4 30 (not on "2"), s5 20
// (deprived), s9 treasury shares; the base of the quorum is 1180 shares, on "2" 1150.
#include "vote/tally.h"

#include <gmock/gmock.h>

#include "tests/vote/count_case.h"

namespace sceau {
namespace {

using testing::HasSubstr;

constexpr auto counted_ = Disposition::counted;

Figures way(const CountReport& report, std::string_view label, CastBy by) {
  return resolution(report, label).ways[static_cast<std::size_t>(by)];
}

Present present(const CountReport& report, CastBy by) { return report.tally.present[static_cast<std::size_t>(by)]; }

TEST(Tally, L1_L4_a_late_form_counts_neither_for_the_quorum_nor_for_the_votes) {
  struct Case {
    std::chrono::microseconds after_close;
    bool counts;
  };
  for (const auto& [after, counts] :
       {Case{std::chrono::microseconds(0), true}, Case{std::chrono::microseconds(1), false}}) {
    CountCase of;
    auto& logged = of.log(of.votes("s1", "+++"));
    logged.facts.received_at = logged.facts.closes + after;
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "log/1"), counts ? Disposition::counted : Disposition::late);
    EXPECT_EQ(resolution(report, "1").quorum.present, counts ? 100 : 0);
    EXPECT_EQ(resolution(report, "1").total.in_favour, counts ? 200 : 0);
  }
}

TEST(Tally, L1_a_refusal_as_late_stays_late_and_others_stay_rejected) {
  CountCase of;
  of.refuse(of.votes("s1", "+++"), Reason::vote_deadline_passed);
  of.refuse(of.votes("s2", "+++"), Reason::vote_signature_invalid);
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "log/1"), Disposition::late);
  EXPECT_EQ(disposition(report, "log/2"), Disposition::rejected);
  EXPECT_EQ(reason(report, "log/2"), Reason::vote_signature_invalid);
  EXPECT_EQ(resolution(report, "1").total, Figures{});
}

TEST(Tally, D18_paper_counts_by_the_date_of_its_arrival) {
  CountCase of;
  of.send(of.votes("s1", "+++"), "2027-05-09T21:59:59.999999Z");  // the last microsecond of 9 May in Paris
  of.send(of.votes("s2", "+++"), "2027-05-09T22:00:00Z");
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "paper/P-1"), counted_);
  EXPECT_EQ(disposition(report, "paper/P-2"), Disposition::late);
  EXPECT_EQ(way(report, "1", CastBy::paper).in_favour, 200);
}

TEST(Tally, D9_the_bureau_decides_what_is_litigious) {
  for (const bool admits : {true, false}) {
    CountCase of;
    auto& logged = of.log(of.votes("s1", "+++"));
    logged.facts.received_at = logged.facts.closes + std::chrono::milliseconds(50);
    logged.facts.clock = {.is_degraded = true, .is_litigious = true, .uncertainty = std::chrono::milliseconds(200)};
    of.rulings = {{.index = 1, .is_admitted = admits, .why = "the time-stamps say so"}};
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "log/1"), admits ? Disposition::counted_litigious : Disposition::excluded_litigious);
    EXPECT_EQ(resolution(report, "1").total.in_favour, admits ? 200 : 0);
  }
}

TEST(Tally, L5_L46_abstentions_count_for_the_quorum_alone) {
  CountCase of;
  of.log(of.votes("s1", "0+-"));
  const auto report = counted(of);
  EXPECT_EQ(resolution(report, "1").quorum.present, 100);
  EXPECT_EQ(resolution(report, "1").majority.cast, 0);
  EXPECT_EQ(resolution(report, "1").total.abstain, 200);
  EXPECT_EQ(resolution(report, "2").majority.cast, 200);
}

TEST(Tally, L41_null_votes_are_present_and_not_cast) {
  CountCase of;
  of.send(of.votes("s1", "?+-"));
  const auto report = counted(of);
  EXPECT_EQ(resolution(report, "1").total.unusable, 200);
  EXPECT_EQ(resolution(report, "1").majority.cast, 0);
  EXPECT_EQ(resolution(report, "1").quorum.present, 100);
}

// L12: the second meeting on the same agenda.
std::string second_call(std::string_view agenda) {
  return changed(
      sample_toml(), "call = 1",
      "call = 2\npredecessor = { id = \"ag2027a\", date = 2027-04-12, agenda_hash = \"" + std::string(agenda) + "\" }");
}

std::string agenda_of_sample() { return sample_form(sample_frozen()).agenda_hash; }

LoggedForm from_first_meeting(CountCase& of, Form form) {
  auto logged = of.log(std::move(form));
  of.electronic.pop_back();
  logged.form->meeting = "ag2027a";
  logged.form->form_hash = "of the first meeting";
  logged.facts.received_at -= std::chrono::days(30);
  return logged;
}

TEST(Tally, L12_forms_carry_over_to_the_second_convocation) {
  CountCase of(second_call(agenda_of_sample()));
  of.carried.push_back(from_first_meeting(of, of.votes("s1", "+++")));
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "carried/1"), counted_);
  EXPECT_EQ(resolution(report, "1").total.in_favour, 200);
  EXPECT_EQ(resolution(report, "1").quorum.fraction, std::nullopt);  // L40: none on the second call
}

TEST(Tally, L12_another_agenda_carries_nothing_over) {
  CountCase of(second_call(agenda_of_sample()));
  of.carried.push_back(from_first_meeting(of, of.votes("s1", "+++")));
  of.carried.back().form->agenda_hash = std::string(64, '0');
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "carried/1"), Disposition::rejected);
  EXPECT_EQ(reason(report, "carried/1"), Reason::vote_agenda_changed);
}

TEST(Tally, L12_a_new_form_takes_the_place_of_a_carried_one) {
  CountCase of(second_call(agenda_of_sample()));
  of.carried.push_back(from_first_meeting(of, of.votes("s1", "+++")));
  of.log(of.votes("s1", "---"));
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "carried/1"), Disposition::superseded);
  EXPECT_EQ(resolution(report, "1").total.against, 200);
  EXPECT_EQ(resolution(report, "1").total.in_favour, 0);
}

TEST(Tally, L24_new_resolutions_are_voted_on_as_the_forms_say) {
  struct Case {
    std::string name;
    std::optional<Vote> choice;
    Figures expected;
  };
  for (const auto& [name, choice, expected] :
       {Case{"not ticked", std::nullopt, {.abstain = 200, .shares_present = 100}},
        Case{"abstain", Vote::abstain, {.abstain = 200, .shares_present = 100}},
        Case{"against", Vote::against, {.against = 200, .shares_present = 100}},
        Case{"to the chair", Vote::chair, {.against = 200, .shares_present = 100}}}) {
    CountCase of;
    of.new_resolutions = {raised("A")};
    of.log(of.votes("s1", "+++")).form->new_resolutions = choice;
    EXPECT_EQ(resolution(counted(of), "A").total, expected) << name;
  }
}

TEST(Tally, L24_the_chair_votes_for_a_new_resolution_that_the_board_approves) {
  CountCase of;
  of.new_resolutions = {raised("A", Author::shareholder, Recommendation::vote_for),
                        raised("B", Author::shareholder, Recommendation::vote_against)};
  of.log(of.mandate("s1", proxy_to(ProxyKind::chair)));
  of.attend("1", "s2");
  of.vote("1", "+++-+");
  const auto report = counted(of);
  EXPECT_EQ(way(report, "A", CastBy::chair).in_favour, 200);
  EXPECT_EQ(way(report, "B", CastBy::chair).against, 200);
  EXPECT_EQ(way(report, "A", CastBy::present).against, 50);
  EXPECT_EQ(way(report, "B", CastBy::present).in_favour, 50);
  EXPECT_TRUE(resolution(report, "A").is_new);
}

TEST(Tally, L24_a_form_that_votes_for_new_resolutions_is_rejected) {
  CountCase of;
  of.send(of.votes("s1", "+++")).form.new_resolutions = Vote::in_favour;
  of.send(of.votes("s2", "+++")).form.new_resolutions = Vote::against;
  const auto report = counted(of);
  EXPECT_EQ(reason(report, "paper/P-1"), Reason::vote_resolution_invalid);
  EXPECT_EQ(disposition(report, "paper/P-2"), counted_);
}

TEST(Tally, L31_paper_for_bearer_shares_needs_the_certificate) {
  for (const auto* attestation : {"attestation 12", ""}) {
    CountCase of;
    of.send(of.votes("s2", "+++")).form.holdings[0].attestation = attestation;
    const auto report = counted(of);
    EXPECT_EQ(disposition(report, "paper/P-1"), *attestation ? counted_ : Disposition::rejected);
    if (!*attestation) {
      EXPECT_EQ(reason(report, "paper/P-1"), Reason::vote_entitlement_proof_missing);
    }
  }
}

TEST(Tally, L10_an_irregular_form_on_paper_is_rejected) {
  CountCase of;
  of.send(of.votes("s1", "+++")).irregular = "not signed";
  of.send(of.votes("s2", "+++"));
  const auto report = counted(of);
  EXPECT_EQ(reason(report, "paper/P-1"), Reason::vote_form_irregular);
  EXPECT_EQ(disposition(report, "paper/P-2"), counted_);
}

TEST(Tally, L34_the_first_mode_of_participation_wins_across_the_channels) {
  CountCase of;
  of.log(of.votes("s1", "+++"));
  of.send(of.votes("s1", "---"));
  of.attend("1", "s1");
  of.attend("2", "s2");
  of.vote("2", "---");
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "log/1"), counted_);
  EXPECT_EQ(reason(report, "paper/P-1"), Reason::vote_already_voted);
  EXPECT_EQ(reason(report, "attendance/2"), Reason::vote_mode_already_chosen);
  EXPECT_EQ(disposition(report, "attendance/3"), counted_);
  EXPECT_EQ(resolution(report, "1").total, (Figures{.in_favour = 200, .against = 50, .shares_present = 150}));
}

TEST(Tally, L34_articles_may_allow_another_mode) {
  CountCase of(changed(sample_toml(), "record_rule",
                       "allow_mode_change = true\nmode_change_reference = \"article 23\"\nrecord_rule"));
  of.log(of.votes("s1", "+++"));
  of.attend("1", "s1");
  of.vote("1", "---");
  const auto report = counted(of);
  EXPECT_EQ(disposition(report, "log/1"), Disposition::superseded);
  EXPECT_EQ(resolution(report, "1").total.against, 200);
  EXPECT_EQ(resolution(report, "1").total.in_favour, 0);
}

TEST(Tally, L54_present_represented_and_voting_by_post) {
  CountCase of;
  of.log(of.votes("s1", "+++"));
  of.send(of.mandate("s2", proxy_to(ProxyKind::blank)));
  of.attend("1", "s3");
  of.attend("2", "s4", named_proxy());
  const auto report = counted(of);
  EXPECT_EQ(present(report, CastBy::electronic), (Present{1, 100, 200}));
  EXPECT_EQ(present(report, CastBy::chair), (Present{1, 50, 50}));
  EXPECT_EQ(present(report, CastBy::present), (Present{1, 1000, 1000}));
  EXPECT_EQ(present(report, CastBy::proxy), (Present{1, 30, 30}));
  EXPECT_EQ(report.tally.all_present, (Present{4, 1180, 1280}));
}

TEST(Tally, WithdrawnResolutionsAreNotCounted) {
  CountCase of;
  of.state.withdrawn = {"2"};
  of.log(of.votes("s1", "+++"));
  const auto report = counted(of);
  EXPECT_EQ(resolution(report, "2").status, ResolutionStatus::withdrawn);
  EXPECT_EQ(resolution(report, "2").total, Figures{});
  EXPECT_EQ(resolution(report, "1").total.in_favour, 200);
}

TEST(Tally, ACancelledMeetingIsNotCounted) {
  CountCase of;
  of.state.is_cancelled = true;
  const auto input = of.input();
  const auto report = count(input);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().reason, Reason::vote_meeting_cancelled);
}

TEST(Tally, SameInputSameBytes) {
  CountCase of;
  of.log(of.votes("s1", "+-0"));
  of.refuse(of.votes("s2", "+++"), Reason::vote_deadline_passed);
  of.attend("1", "s3");
  const auto written = write_tally(counted(of).tally);
  EXPECT_EQ(written, write_tally(counted(of).tally));
  EXPECT_THAT(written, HasSubstr(R"("disposition":"late")"));
  EXPECT_THAT(written, HasSubstr(R"("article":"art. R. 225-77 al. 1 C. com.")"));
  EXPECT_THAT(written, testing::Not(HasSubstr("Martin")));
}

}  // namespace
}  // namespace sceau
