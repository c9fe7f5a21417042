// SPDX-License-Identifier: Apache-2.0
// The walk of a ballot with everything real but clock, socket and voter.
#include "vote/accept_vote.h"

#include <thread>

#include "tests/vote/intake_bench.h"
#include "vote/ballot_document.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<Reason> reasons_of(const Decision& decision) {
  std::vector<Reason> reasons;
  for (const auto& finding : decision.findings) reasons.push_back(finding.reason);
  return reasons;
}

std::vector<EntryType> types_of(const std::vector<EntryRecord>& records) {
  std::vector<EntryType> types;
  for (const auto& record : records) types.push_back(record.entry.type);
  return types;
}

class AcceptVote : public testing::Test {
 protected:
  LogVerifier verifier() { return {"vote.exemple.fr/ag2027", bench.log_key->public_key()}; }

  void expect_admitted(const Decision& decision, SignatureLevel level = SignatureLevel::simple) {
    ASSERT_THAT(decision.findings, IsEmpty()) << decision.findings.front().detail;
    ASSERT_TRUE(decision.receipt);
    EXPECT_THAT(check_receipt(*decision.receipt, verifier()), IsEmpty());
    EXPECT_EQ(decision.receipt->facts.signature->level, level);
  }
  void expect_refused(const Decision& decision, Reason reason) {
    ASSERT_THAT(decision.findings, Not(IsEmpty()));
    EXPECT_EQ(decision.findings.front().reason, reason) << stable_name(decision.findings.front().reason);
    ASSERT_TRUE(decision.receipt) << "a refusal of an identified shareholder is recorded";
    EXPECT_EQ(decision.receipt->facts.kind, DecisionKind::refusal);
    EXPECT_EQ(decision.receipt->facts.reasons.front(), reason);
    EXPECT_THAT(check_receipt(*decision.receipt, verifier()), IsEmpty());
  }
  void expect_unidentified(const Decision& decision, Reason reason) {
    EXPECT_THAT(reasons_of(decision), ElementsAre(reason));
    EXPECT_FALSE(decision.receipt);
    EXPECT_THAT(bench.logged(), IsEmpty());
  }

  IntakeBench bench;
};

TEST_F(AcceptVote, AFormByCodeIsSealedLoggedAndConfirmed) {
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  expect_admitted(decision);
  const auto& facts = decision.receipt->facts;
  EXPECT_EQ(facts.received_at, bench.now);
  EXPECT_EQ(facts.closes, bench.deadline());
  EXPECT_THAT(facts.signature->rests_on, HasSubstr("article 22, paragraph 3"));

  const auto log = bench.logged();
  ASSERT_THAT(types_of(log), ElementsAre(EntryType::ballot));
  const auto document = bench.opened(log[0].entry);
  EXPECT_EQ(*digest(DigestAlgorithm::sha256, as_bytes(document)), facts.document);
  const auto ballot = read_ballot(as_bytes(document));
  ASSERT_TRUE(ballot && ballot->evidence);
  EXPECT_EQ(ballot->form.form, bench.form_of("s1"));
  EXPECT_EQ(ballot->evidence->received_at, bench.now);
}

TEST_F(AcceptVote, AFormOfOnesOwnNeedsNoCodeAndIsKeptByteForByte) {
  const auto qualified = bench.cast_signed(bench.form_of("s1"), signer_named(bench, "MARTIN", "Jeanne", true));
  expect_admitted(qualified, SignatureLevel::qualified);
  const auto document = bench.opened(bench.logged()[0].entry);
  EXPECT_EQ(*digest(DigestAlgorithm::sha256, as_bytes(document)), qualified.receipt->facts.form);
  expect_admitted(bench.cast_signed(bench.form_of("s2"), signer_named(bench, "DURAND", "Paul", false)),
                  SignatureLevel::advanced);
}

TEST_F(AcceptVote, WhatIsStoredShowsNoNameAndNoChoice) {
  expect_admitted(bench.cast(bench.form_of("s1"), code_of_s1));
  const auto entry = bench.logged()[0].entry;
  Bytes all = entry.at_rest;
  append(all, entry.sealed);
  for (const std::string_view word : {"Martin", "Jeanne", "Resolution", "choice", "against"}) {
    EXPECT_THAT(to_string(all), Not(HasSubstr(std::string(word))));
  }
  EXPECT_THAT(
      write_receipt(*bench.intake->receipt(*bench.intake->identify(bench.credentials("s1", code_of_s1), {}).voter,
                                           bench.cast(bench.form_of("s1"), code_of_s1).receipt->id)),
      Not(HasSubstr("Martin")));
}

TEST_F(AcceptVote, NobodyWhoIsNotIdentifiedIsRecorded) {
  expect_unidentified(bench.cast(bench.form_of("s1"), code_of_s2), Reason::vote_authentication_failed);
  expect_unidentified(bench.intake->accept(bench.request(bench.form_of("s1")), std::monostate()),
                      Reason::vote_authentication_failed);
  expect_unidentified(bench.cast_signed(bench.form_of("s1"), signer_named(bench, "DURAND", "Paul", true)),
                      Reason::vote_signer_not_entitled);
  static const auto stranger =
      test::issue({.common_name = "Jeanne MARTIN", .subject = {{"SN", "MARTIN"}, {"GN", "Jeanne"}}});
  expect_unidentified(bench.cast_signed(bench.form_of("s1"), stranger), Reason::vote_certificate_not_acceptable);
}

TEST_F(AcceptVote, TooManyWrongCodesHaveToWait) {
  for (int i = 0; i < 4; ++i) bench.cast(bench.form_of("s1"), code_of_s2);
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  expect_unidentified(decision, Reason::vote_attempts_exceeded);
  EXPECT_EQ(decision.retry_after, seconds(2));
  bench.now += seconds(2);
  expect_admitted(bench.cast(bench.form_of("s1"), code_of_s1));
}

TEST_F(AcceptVote, D1_the_last_microsecond_is_in_time) {
  bench.now = bench.deadline();
  expect_admitted(bench.cast(bench.form_of("s1"), code_of_s1));
}

TEST_F(AcceptVote, D2_a_late_form_gets_a_signed_refusal) {
  bench.now = bench.deadline() + microseconds(1);
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  expect_refused(decision, Reason::vote_deadline_passed);
  EXPECT_EQ(decision.receipt->facts.received_at, bench.now);
  EXPECT_EQ(decision.receipt->facts.closes, bench.deadline());
  EXPECT_THAT(types_of(bench.logged()), ElementsAre(EntryType::refusal));
}

TEST_F(AcceptVote, D3_the_last_byte_decides_and_the_answer_says_so) {
  bench.now = bench.deadline() + seconds(1);  // the first byte came ten seconds before
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  expect_refused(decision, Reason::vote_deadline_passed);
  EXPECT_THAT(decision.findings.front().detail, HasSubstr("the last byte arrived at"));
}

TEST_F(AcceptVote, D4_what_comes_after_the_reading_takes_its_time) {
  bench.now = bench.deadline() - milliseconds(100);
  auto request = bench.request(bench.form_of("s1"));
  bench.now = bench.deadline() + seconds(4);  // checks and the disk were slow
  const auto decision = bench.intake->accept(std::move(request), bench.credentials("s1", code_of_s1));
  expect_admitted(decision);
  EXPECT_EQ(decision.receipt->facts.received_at, bench.deadline() - milliseconds(100));
  EXPECT_EQ(decision.receipt->entry.at, bench.deadline() - milliseconds(100));
}

TEST_F(AcceptVote, D5_without_a_durable_write_there_is_no_receipt) {
  bench.faults.append_fails = true;
  const auto lost = bench.cast(bench.form_of("s1"), code_of_s1, "key-1");
  EXPECT_THAT(reasons_of(lost), ElementsAre(Reason::vote_not_recorded));
  EXPECT_FALSE(lost.receipt);
  bench.faults.append_fails = false;
  bench.restart();
  expect_admitted(bench.cast(bench.form_of("s1"), code_of_s1, "key-1"));
  EXPECT_THAT(types_of(bench.logged()), ElementsAre(EntryType::ballot));
}

TEST_F(AcceptVote, D5_an_unseen_request_sent_again_after_the_deadline_is_late) {
  bench.faults.append_fails = true;
  bench.cast(bench.form_of("s1"), code_of_s1, "key-1");
  bench.faults.append_fails = false;
  bench.restart();
  bench.now = bench.deadline() + seconds(1);
  expect_refused(bench.cast(bench.form_of("s1"), code_of_s1, "key-1"), Reason::vote_deadline_passed);
}

TEST_F(AcceptVote, D5_what_was_stored_before_the_crash_is_one_ballot) {
  bench.faults.append_forgets = true;
  EXPECT_THAT(reasons_of(bench.cast(bench.form_of("s1"), code_of_s1, "key-1")), ElementsAre(Reason::vote_not_recorded));
  bench.faults.append_forgets = false;
  bench.restart();
  bench.now = bench.deadline() + seconds(1);
  const auto again = bench.cast(bench.form_of("s1"), code_of_s1, "key-1");
  expect_admitted(again);
  EXPECT_TRUE(again.is_replay);
  EXPECT_THAT(bench.logged(), SizeIs(1));
}

TEST_F(AcceptVote, D7_retry_after_the_deadline_gets_the_same_receipt) {
  for (const std::string key : {"", "key-1"}) {
    const std::string voter = key.empty() ? "s1" : "s2";
    const auto code = key.empty() ? code_of_s1 : code_of_s2;
    bench.now = bench.deadline() - seconds(60);
    const auto first = bench.cast(bench.form_of(voter), code, key);
    expect_admitted(first);
    bench.now = bench.deadline() + seconds(60);
    const auto again = bench.cast(bench.form_of(voter), code, key);
    ASSERT_TRUE(again.receipt);
    EXPECT_THAT(again.findings, IsEmpty());
    EXPECT_TRUE(again.is_replay);
    EXPECT_EQ(write_receipt(*again.receipt), write_receipt(*first.receipt));
  }
}

TEST_F(AcceptVote, D8_who_came_in_time_and_sent_late_is_late) {
  const auto voter = *bench.intake->identify(bench.credentials("s1", code_of_s1), {"192.0.2.1", bench.now}).voter;
  const Visitor visitor{voter, bench.deadline() - seconds(120)};
  bench.now = bench.deadline() + seconds(1);
  expect_refused(bench.intake->accept(bench.request(bench.form_of("s1")), visitor), Reason::vote_deadline_passed);
}

TEST_F(AcceptVote, D9_a_degraded_clock_marks_and_refuses_nobody_near_the_close) {
  bench.clock_state = {.is_synchronised = false, .maximum_error = milliseconds(500)};
  bench.now = bench.deadline() + milliseconds(400);
  const auto near = bench.cast(bench.form_of("s1"), code_of_s1);
  expect_admitted(near);
  EXPECT_TRUE(near.receipt->facts.clock.is_degraded);
  EXPECT_TRUE(near.receipt->facts.clock.is_litigious);
  EXPECT_EQ(near.receipt->facts.clock.uncertainty, milliseconds(500));

  bench.now = bench.deadline() - seconds(60);
  const auto before = bench.cast(bench.form_of("s2"), code_of_s2);
  expect_admitted(before);
  EXPECT_TRUE(before.receipt->facts.clock.is_degraded);
  EXPECT_FALSE(before.receipt->facts.clock.is_litigious);
}

TEST_F(AcceptVote, L34_a_second_ballot_is_refused_and_names_the_first) {
  const auto first = bench.cast(bench.form_of("s1"), code_of_s1, "key-1");
  auto other = bench.form_of("s1");
  other.choices[0].vote = Vote::against;
  const auto second = bench.cast(other, code_of_s1, "key-2");
  expect_refused(second, Reason::vote_already_voted);
  EXPECT_EQ(second.earlier_receipt, first.receipt->id);
  EXPECT_THAT(types_of(bench.logged()), SizeIs(2));
}

TEST_F(AcceptVote, OneKeyIsForOneContent) {
  expect_admitted(bench.cast(bench.form_of("s1"), code_of_s1, "key-1"));
  auto other = bench.form_of("s1");
  other.choices[0].vote = Vote::against;
  expect_refused(bench.cast(other, code_of_s1, "key-1"), Reason::vote_idempotency_conflict);
}

TEST_F(AcceptVote, SixtyFourAtOnceAreOneBallot) {
  std::vector<std::thread> clients;
  std::vector<Decision> decisions(64);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    clients.emplace_back([&, i] {
      auto form = bench.form_of("s1");
      form.choices[0].vote = i % 2 == 0 ? Vote::in_favour : Vote::against;
      decisions[i] = bench.cast(form, code_of_s1, "key-" + std::to_string(i));
    });
  }
  for (auto& client : clients) client.join();
  int ballots = 0;
  for (const auto& record : bench.logged()) ballots += record.entry.type == EntryType::ballot;
  EXPECT_EQ(ballots, 1);
  for (const auto& decision : decisions) EXPECT_TRUE(decision.receipt);
}

Form mandate_of(const IntakeBench& bench, std::string_view shareholder) {
  auto form = bench.form_of(shareholder);
  form.choices.clear();
  form.new_resolutions.reset();
  form.proxy = Proxy{ProxyKind::chair, {}, {}};
  return form;
}

BallotRequest revocation(const IntakeBench& bench, std::string receipt) {
  BallotRequest request{.kind = RequestKind::revocation, .caller = {"192.0.2.1", bench.now}};
  request.revoked = std::move(receipt);
  return request;
}

TEST_F(AcceptVote, L28_a_proxy_is_given_and_revoked_electronically) {
  const auto given = bench.cast(mandate_of(bench, "s1"), code_of_s1);
  expect_admitted(given);
  EXPECT_EQ(given.receipt->facts.kind, DecisionKind::mandate);
  expect_refused(bench.cast(bench.form_of("s1"), code_of_s1), Reason::vote_mode_already_chosen);

  const auto other = bench.intake->accept(revocation(bench, std::string(40, '0')), bench.credentials("s1", code_of_s1));
  expect_refused(other, Reason::vote_receipt_unknown);
  const auto revoked = bench.intake->accept(revocation(bench, given.receipt->id), bench.credentials("s1", code_of_s1));
  expect_admitted(revoked);
  EXPECT_EQ(revoked.receipt->facts.kind, DecisionKind::revocation);
  auto named = mandate_of(bench, "s1");
  named.proxy = Proxy{ProxyKind::blank, {}, {}};
  expect_admitted(bench.cast(named, code_of_s1));
}

TEST_F(AcceptVote, L22_a_code_does_not_undo_a_proxy_that_was_signed) {
  auto request = bench.request(mandate_of(bench, "s1"));
  const auto given = bench.cast_signed(mandate_of(bench, "s1"), signer_named(bench, "MARTIN", "Jeanne", true));
  expect_admitted(given, SignatureLevel::qualified);
  expect_refused(bench.intake->accept(revocation(bench, given.receipt->id), bench.credentials("s1", code_of_s1)),
                 Reason::vote_signature_level_not_permitted);
}

TEST_F(AcceptVote, L50_the_receipt_is_the_confirmation) {
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  expect_admitted(decision);
  const auto& confirmation = decision.receipt->confirmation;
  EXPECT_THAT(confirmation.english, HasSubstr("confirms that it has received your vote"));
  EXPECT_THAT(confirmation.french, HasSubstr("confirme avoir reçu votre vote"));
  EXPECT_EQ(confirmation.deadline, "2027-05-11 15:00:00, Europe/Paris");
}

TEST_F(AcceptVote, L52_the_confirmation_has_the_fields_of_the_regulation_and_says_what_is_not_written) {
  const auto receipt = write_receipt(*bench.cast(bench.form_of("s1"), code_of_s1).receipt);
  for (const auto& part : {R"("issuer":"Exemple SA")", R"("isin":["FR0000000001"])", R"("meeting_date":"2027-05-12")",
                           R"("modality":"EVBM")", "Regulation (EU) 2018/1212, art. 7",
                           "the messages seev.006 and seev.007 of ISO 20022 are not written"}) {
    EXPECT_THAT(receipt, HasSubstr(part));
  }
}

TEST_F(AcceptVote, L53_the_confirmation_comes_with_the_answer_to_the_vote) {
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  ASSERT_TRUE(decision.receipt);
  EXPECT_EQ(decision.receipt->facts.received_at, bench.now);
  EXPECT_THAT(decision.receipt->confirmation.sources, Contains(HasSubstr("art. 9")));
}

TEST_F(AcceptVote, ALostAnswerIsFetchedByItsOwnVoterAlone) {
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  const auto voter = [&](std::string_view id, std::string_view code) {
    return *bench.intake->identify(bench.credentials(id, code), {"192.0.2.1", bench.now}).voter;
  };
  bench.now = bench.deadline() + seconds(60);
  const auto fetched = bench.intake->receipt(voter("s1", code_of_s1), decision.receipt->id);
  ASSERT_TRUE(fetched);
  EXPECT_EQ(write_receipt(*fetched), write_receipt(*decision.receipt));
  EXPECT_EQ(bench.intake->receipt(voter("s2", code_of_s2), decision.receipt->id).error().reason,
            Reason::vote_receipt_unknown);
  EXPECT_EQ(bench.intake->receipt(voter("s1", code_of_s1), std::string(40, 'a')).error().reason,
            Reason::vote_receipt_unknown);
  EXPECT_EQ(bench.intake->standing(voter("s1", code_of_s1))->receipt, decision.receipt->id);
}

TEST_F(AcceptVote, ACancelledMeetingTakesNothing) {
  bench.intake->change({{.is_cancelled = true}, std::make_shared<const Register>(sample_register()), Bytes(32)});
  expect_refused(bench.cast(bench.form_of("s1"), code_of_s1), Reason::vote_meeting_cancelled);
}

TEST_F(AcceptVote, BeforeTheOpeningNothingIsTaken) {
  bench.now = bench.frozen.times().opens->utc - seconds(1);
  expect_refused(bench.cast(bench.form_of("s1"), code_of_s1), Reason::vote_not_open);
}

TEST_F(AcceptVote, TheFirstFindingDecidesAndAllAreSaid) {
  auto form = bench.form_of("s1");
  form.identity.domicile.clear();
  form.choices.pop_back();
  bench.now = bench.deadline() + seconds(1);
  const auto decision = bench.cast(form, code_of_s1);
  expect_refused(decision, Reason::vote_deadline_passed);
  EXPECT_THAT(reasons_of(decision),
              ElementsAre(Reason::vote_deadline_passed, Reason::vote_form_irregular, Reason::vote_resolution_invalid));
}

TEST_F(AcceptVote, AnUnreadableFormOfAnIdentifiedVoterIsARefusal) {
  auto request = bench.request(bench.form_of("s1"));
  request.form = SecretBytes(to_bytes("{\"format\": "));
  expect_refused(bench.intake->accept(std::move(request), bench.credentials("s1", code_of_s1)), Reason::vote_malformed);
}

TEST_F(AcceptVote, ARefusalSentAgainIsTheSameRefusal) {
  auto form = bench.form_of("s1");
  form.identity.domicile.clear();
  const auto first = bench.cast(form, code_of_s1, "key-1"), again = bench.cast(form, code_of_s1, "key-1");
  expect_refused(first, Reason::vote_form_irregular);
  EXPECT_EQ(again.receipt->id, first.receipt->id);
  expect_admitted(bench.cast(bench.form_of("s1"), code_of_s1, "key-1"));
}

TEST_F(AcceptVote, TheReceiptWaitsForTheLog) {
  bench.log_fails = true;
  const auto decision = bench.cast(bench.form_of("s1"), code_of_s1);
  EXPECT_THAT(reasons_of(decision), ElementsAre(Reason::vote_not_recorded));
  EXPECT_FALSE(decision.receipt);
}

}  // namespace
}  // namespace sceau
