// SPDX-License-Identifier: Apache-2.0
// The shareholder's side against the real API, without a socket between them.
#include "vote/voting_client.h"

#include <gmock/gmock.h>

#include "signer/sign_xml.h"
#include "tests/vote/intake_bench.h"

namespace sceau {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class VotingClient : public testing::Test {
 protected:
  VotingClient()
      : routes(*bench.intake, *bench.store, system_random(),
               {.hosts = {"vote.exemple.fr"},
                .version = "test",
                .openapi = "",
                .log_key = *verifier_key("vote.exemple.fr/ag2027", bench.log_key->public_key())},
               [] { return true; }) {}

  // The API as the network shows it: origin and Host instead of a path.
  Result<HttpResponse> ask(HttpRequest request) {
    ++requests;
    if (lose_requests > 0 && lose_requests--) return Error{Reason::network_unreachable, "no connection"};
    request.target.erase(0, std::string("https://vote.exemple.fr").size());
    request.headers.emplace_back("Host", "vote.exemple.fr");
    request.remote_address = "192.0.2.1";
    request.received_at = bench.now;
    auto response = routes.answer(request).response;
    if (!busy_answers.empty() && request.method == "POST") {
      response = std::move(busy_answers.front());
      busy_answers.erase(busy_answers.begin());
    }
    if (lose_answers > 0 && request.method == "POST" && lose_answers--)
      return Error{Reason::network_unreachable, "cut"};
    return response;
  }

  VotingSite site() {
    return {"https://vote.exemple.fr", "ag2027", [this](const HttpRequest& request) { return ask(request); }};
  }
  Patience patience() {
    return {.wait = [this](seconds time) { waits.push_back(time); }};
  }
  LogVerifier log() { return {"vote.exemple.fr/ag2027", bench.log_key->public_key()}; }

  Bytes filled(const Credentials& credentials, const WantedVotes& wanted) {
    const auto form =
        fill_form(*fetch_form(site(), credentials, Language::french), *fetch_agenda(site(), Language::french), wanted);
    EXPECT_TRUE(form) << form.error().detail;
    return to_bytes(write_form_json(*form));
  }

  Result<SiteAnswer> send(const Bytes& form, const Credentials& credentials) {
    return send_form(site(), {form, FormMedia::json, "key-1", &credentials}, patience());
  }

  IntakeBench bench;
  IntakeRoutes routes;
  Credentials jeanne = IntakeBench::credentials("s1", code_of_s1);
  WantedVotes all_for{.all_others = Vote::in_favour};
  int requests = 0, lose_requests = 0, lose_answers = 0;
  std::vector<HttpResponse> busy_answers;
  std::vector<seconds> waits;
};

TEST_F(VotingClient, CastsAndChecksTheReceipt) {
  const auto agenda = fetch_agenda(site(), Language::english);
  ASSERT_TRUE(agenda) << agenda.error().detail;
  ASSERT_EQ(agenda->size(), 3U);
  EXPECT_EQ(agenda->front().label, "1");
  EXPECT_NE(agenda->front().title, "");

  const auto form = filled(jeanne, all_for);
  const auto answer = send(form, jeanne);
  ASSERT_TRUE(answer && answer->receipt);
  EXPECT_FALSE(answer->refusal);
  const auto receipt = read_receipt(*answer->receipt);
  ASSERT_TRUE(receipt);
  const auto key = fetch_log_key(site());
  ASSERT_TRUE(key);
  EXPECT_THAT(check_answer(*receipt, site(), form, *key), IsEmpty());
  EXPECT_THAT(check_answer(*receipt, site(), to_bytes("another form"), *key),
              ElementsAre(testing::Field(&Finding::reason, Reason::vote_receipt_inconsistent)));
  auto elsewhere = site();
  elsewhere.meeting = "ag2028";
  EXPECT_THAT(check_answer(*receipt, elsewhere, form, *key),
              ElementsAre(testing::Field(&Finding::reason, Reason::vote_receipt_inconsistent)));
  EXPECT_THAT(waits, IsEmpty());
}

TEST_F(VotingClient, SendsAFormThatItsShareholderSignedWithoutACode) {
  const auto signer = signer_named(bench, "Martin", "Jeanne", true);
  const auto form = fill_form(bench.form_of("s1"), *fetch_agenda(site(), Language::french), all_for);
  const auto algorithm = default_algorithm(signer.identity().key->public_key());
  const auto xml = sign_xml(as_bytes(write_form(*form)), {signer.identity(), *algorithm, bench.now, std::nullopt});
  ASSERT_TRUE(xml);
  const auto answer = send_form(site(), {*xml, FormMedia::xml, "key-1", nullptr}, patience());
  ASSERT_TRUE(answer && answer->receipt) << answer->refusal->detail;
  EXPECT_FALSE(answer->refusal);
  EXPECT_THAT(check_answer(*read_receipt(*answer->receipt), site(), *xml, log()), IsEmpty());
}

TEST_F(VotingClient, GivesAMandateAndTakesItBack) {
  auto form = bench.form_of("s1");
  form.choices.clear();
  form.proxy = Proxy{.kind = ProxyKind::chair, .relation = {}, .holder = {}};
  const auto given = send_form(site(),
                               {.form = to_bytes(write_form_json(form)),
                                .idempotency_key = "key-1",
                                .credentials = &jeanne,
                                .kind = RequestKind::mandate},
                               patience());
  ASSERT_TRUE(given && given->receipt);
  ASSERT_FALSE(given->refusal) << given->refusal->detail;
  const auto receipt = read_receipt(*given->receipt);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->facts.kind, DecisionKind::mandate);
  const auto taken_back = send_form(site(),
                                    {.form = {},
                                     .idempotency_key = "key-2",
                                     .credentials = &jeanne,
                                     .kind = RequestKind::revocation,
                                     .revoked = receipt->id},
                                    patience());
  ASSERT_TRUE(taken_back && taken_back->receipt);
  ASSERT_FALSE(taken_back->refusal) << taken_back->refusal->detail;
  EXPECT_EQ(read_receipt(*taken_back->receipt)->facts.kind, DecisionKind::revocation);
}

TEST_F(VotingClient, AFormWithoutAKeyIsTaken) {
  const auto answer =
      send_form(site(), {.form = filled(jeanne, all_for), .idempotency_key = {}, .credentials = &jeanne}, patience());
  ASSERT_TRUE(answer && answer->receipt);
  EXPECT_FALSE(answer->refusal) << answer->refusal->detail;
}

TEST_F(VotingClient, ALostAnswerIsAskedForWithTheSameKeyAndNothingIsRecordedTwice) {
  const auto form = filled(jeanne, all_for);
  lose_answers = 3;
  const auto answer = send(form, jeanne);
  ASSERT_TRUE(answer && answer->receipt);
  EXPECT_THAT(check_answer(*read_receipt(*answer->receipt), site(), form, log()), IsEmpty());
  EXPECT_THAT(waits, ElementsAre(seconds(1), seconds(2), seconds(4)));
  EXPECT_EQ(bench.logged().size(), 1U);
}

TEST_F(VotingClient, ALostAnswerIsFetchedAfterTheDeadlineToo) {
  const auto form = filled(jeanne, all_for);
  lose_answers = 6;
  EXPECT_EQ(send(form, jeanne).error().reason, Reason::network_unreachable);
  bench.now = bench.deadline() + std::chrono::hours(1);
  const auto answer = send(form, jeanne);
  ASSERT_TRUE(answer && answer->receipt);
  EXPECT_FALSE(answer->refusal);
  EXPECT_EQ(bench.logged().size(), 1U);
}

TEST_F(VotingClient, WaitsAsLongAsABusyServerAsks) {
  const auto form = filled(jeanne, all_for);
  for (const char* retry_after : {"7", "3600", "soon"}) {
    busy_answers.push_back({503, {{"Retry-After", retry_after}}, {}});
  }
  const auto answer = send(form, jeanne);
  ASSERT_TRUE(answer && answer->receipt);
  EXPECT_THAT(waits, ElementsAre(seconds(7), seconds(30), seconds(4)));
}

TEST_F(VotingClient, GivesUpAfterAWhile) {
  const auto form = filled(jeanne, all_for);
  requests = 0;
  lose_requests = 100;
  EXPECT_EQ(send(form, jeanne).error().reason, Reason::network_unreachable);
  EXPECT_EQ(requests, 6);
  EXPECT_THAT(waits, ElementsAre(seconds(1), seconds(2), seconds(4), seconds(8), seconds(16)));
}

TEST_F(VotingClient, ARefusalComesWithItsReceipt) {
  const auto form = filled(jeanne, all_for);
  bench.now = bench.deadline() + std::chrono::microseconds(1);
  const auto answer = send(form, jeanne);
  ASSERT_TRUE(answer && answer->refusal);
  EXPECT_EQ(answer->refusal->reason, Reason::vote_deadline_passed);
  ASSERT_TRUE(answer->receipt);
  const auto receipt = read_receipt(*answer->receipt);
  ASSERT_TRUE(receipt) << receipt.error().detail;
  EXPECT_EQ(receipt->facts.kind, DecisionKind::refusal);
  EXPECT_THAT(check_answer(*receipt, site(), form, log()), IsEmpty());
}

TEST_F(VotingClient, AWrongCodeHasNoReceiptAndNoForm) {
  const auto stranger = IntakeBench::credentials("s1", code_of_s2);
  EXPECT_EQ(fetch_form(site(), stranger, Language::french).error().reason, Reason::vote_authentication_failed);
  const auto answer = send(filled(jeanne, all_for), stranger);
  ASSERT_TRUE(answer && answer->refusal);
  EXPECT_EQ(answer->refusal->reason, Reason::vote_authentication_failed);
  EXPECT_FALSE(answer->receipt);
}

TEST_F(VotingClient, AnswersThatAreNoneOfTheApiAreWrong) {
  for (const auto& [status, body] : std::vector<std::pair<int, std::string>>{
           {200, "<html>"}, {200, "{}"}, {200, R"({"agenda":1})"}, {404, "no"}, {500, R"({"code":"vote.invented"})"}}) {
    const VotingSite strange{"https://vote.exemple.fr", "ag2027", [&](const HttpRequest&) -> Result<HttpResponse> {
                               return HttpResponse{status, {}, to_bytes(body)};
                             }};
    EXPECT_EQ(fetch_agenda(strange, Language::french).error().reason, Reason::network_answer_wrong) << body;
    EXPECT_EQ(fetch_form(strange, jeanne, Language::french).error().reason, Reason::network_answer_wrong) << body;
  }
}

// ---- The form ----

const std::vector<AgendaItem> agenda{{"1", "Comptes"}, {"2", "Quitus"}, {"3", "Statuts"}};

TEST(FillForm, SaysOnEveryResolutionWhatWasWanted) {
  const auto form =
      fill_form({}, agenda, {.in_favour = {"3"}, .against = {"1"}, .abstain = {"2"}, .new_resolutions = Vote::chair});
  ASSERT_TRUE(form);
  EXPECT_THAT(form->choices, ElementsAre(ResolutionChoice{"1", Vote::against}, ResolutionChoice{"2", Vote::abstain},
                                         ResolutionChoice{"3", Vote::in_favour}));
  EXPECT_EQ(form->new_resolutions, Vote::chair);
  const auto others = fill_form({}, agenda, {.against = {"2"}, .all_others = Vote::in_favour});
  ASSERT_TRUE(others);
  EXPECT_THAT(others->choices, ElementsAre(ResolutionChoice{"1", Vote::in_favour}, ResolutionChoice{"2", Vote::against},
                                           ResolutionChoice{"3", Vote::in_favour}));
}

class FillFormRefused : public testing::TestWithParam<std::pair<WantedVotes, std::string>> {};
TEST_P(FillFormRefused, NothingIsPresumed) {
  const auto form = fill_form({}, agenda, GetParam().first);
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().reason, Reason::vote_resolution_invalid);
  EXPECT_THAT(form.error().detail, HasSubstr(GetParam().second));
}
INSTANTIATE_TEST_SUITE_P(
    Wanted, FillFormRefused,
    testing::Values(std::pair(WantedVotes{}, "'1' is left without"),
                    std::pair(WantedVotes{.in_favour = {"1", "2"}}, "'3' is left without"),
                    std::pair(WantedVotes{.in_favour = {"1"}, .against = {"1"}, .all_others = Vote::abstain}, "twice"),
                    std::pair(WantedVotes{.abstain = {"1", "1"}, .all_others = Vote::abstain}, "twice"),
                    std::pair(WantedVotes{.in_favour = {"9"}, .all_others = Vote::abstain}, "'9' is not voted on")));

TEST(FillForm, IsReadBackInWords) {
  Form form;
  form.meeting = "ag2027";
  form.shareholder = "s1";
  form.identity = {.surname = "Martin", .first_name = "Jeanne\x1b[2J"};
  form.holdings = {{.account = "N-1", .shares = 100}};
  const auto lines = read_back(*fill_form(form, agenda, {.all_others = Vote::against}), agenda);
  EXPECT_THAT(lines, ElementsAre("meeting          ag2027", "shareholder      Jeanne\\x1B[2J Martin (s1)",
                                 "holding          100 shares, account N-1", "against          1 Comptes",
                                 "against          2 Quitus", "against          3 Statuts",
                                 "new resolutions  not ticked: abstain"));
}

}  // namespace
}  // namespace sceau
