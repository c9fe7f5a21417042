// SPDX-License-Identifier: Apache-2.0
// The API as a client meets it, without sockets: each refusal stands beside what is accepted.
#include "vote/intake_routes.h"

#include "tests/vote/routes_bench.h"
#include "vote/checkpoint_stamps.h"
#include "vote/intake_metrics.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::Not;

class IntakeRoutesTest : public RoutesBench {};

TEST_F(IntakeRoutesTest, AnyAnswerHasItsSecurityHeaders) {
  for (const auto& target : {"/healthz", "/v1/time", "/nowhere", "/v1/meetings/other"}) {
    const auto response = ask({.target = target});
    for (const auto& name : {"Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options",
                             "Referrer-Policy", "Cache-Control", "X-Request-Id"}) {
      EXPECT_FALSE(header(response.headers, name).empty()) << target << " " << name;
    }
  }
}

TEST_F(IntakeRoutesTest, AddressesAndMethods) {
  EXPECT_EQ(ask({.target = "/v1/time"}).status, 200);
  EXPECT_EQ(ask({.method = "HEAD", .target = "/v1/time"}).status, 200);
  expect_problem(ask({.target = "/nowhere"}), Reason::vote_nothing_here);
  expect_problem(ask({.target = "/v1/meetings/ag1999"}), Reason::vote_meeting_unknown);
  expect_problem(ask({.target = "/v1/meetings/ag2027/"}), Reason::vote_nothing_here);
  const auto refused = ask({.method = "PUT", .target = std::string(ballots)});
  expect_problem(refused, Reason::vote_method_not_allowed);
  EXPECT_EQ(header(refused.headers, "Allow"), "POST");
  EXPECT_EQ(header(ask({.method = "POST", .target = "/v1/time"}).headers, "Allow"), "GET, HEAD");
}

TEST_F(IntakeRoutesTest, OnlyTheSiteOfTheMeeting) {
  EXPECT_EQ(ask({}, "VOTE.exemple.fr").status, 200);
  expect_problem(ask({}, "vote.exemple.fr.evil.example"), Reason::vote_wrong_origin);
  expect_problem(ask({}, ""), Reason::vote_wrong_origin);
  EXPECT_EQ(ask({.target = "/healthz"}, "10.0.0.1").status, 200);
  expect_problem(ask({}, "127.0.0.1:8443"), Reason::vote_wrong_origin);
  routes->also_answer_to({"127.0.0.1:8443"});
  EXPECT_EQ(ask({}, "127.0.0.1:8443").status, 200);
}

TEST_F(IntakeRoutesTest, MediaTypesThatAreAskedFor) {
  const auto with_accept = [](std::string value) { return Ask{.headers = {{"Accept", std::move(value)}}}; };
  for (const auto& taken : {"application/json", "*/*", "application/*;q=0.1", "text/html, application/json"}) {
    EXPECT_EQ(ask(with_accept(taken)).status, 200) << taken;
  }
  for (const auto& refused : {"text/html", "application/json;q=0", "application/xml"}) {
    expect_problem(ask(with_accept(refused)), Reason::vote_not_acceptable);
  }
  const Ask form{.target = "/v1/meetings/ag2027/form",
                 .headers = {{"Accept", "application/xml"}, basic("s1", code_of_s1)}};
  EXPECT_THAT(to_string(ask(form).body), HasSubstr("<Form"));
}

TEST_F(IntakeRoutesTest, QueriesThatNobodyAskedFor) {
  EXPECT_EQ(ask({.target = "/v1/time"}).status, 200);
  for (const auto& target : {"/v1/time?", "/v1/time?code=1", "/v1/meetings/ag2027/log/consistency?from=0&from=0&to=0",
                             "/v1/meetings/ag2027/log/consistency?from=00&to=0"}) {
    expect_problem(ask({.target = target}), Reason::vote_malformed);
  }
  EXPECT_EQ(ask({.target = "/v1/meetings/ag2027/log/consistency?from=0&to=0"}).status, 200);
  expect_problem(ask({.target = "/v1/meetings/ag2027/log/inclusion?index=0&size=9"}), Reason::vote_nothing_here);
}

TEST_F(IntakeRoutesTest, ABallotIsCreatedOnce) {
  const auto created = ask(cast(bench.form_of("s1"), {{"Idempotency-Key", "key-1"}}));
  ASSERT_EQ(created.status, 201) << to_string(created.body);
  const auto again = ask(cast(bench.form_of("s1"), {{"Idempotency-Key", "key-1"}}));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, created.body);
  const std::string location(header(created.headers, "Location"));
  EXPECT_EQ(ask({.target = location, .headers = {basic("s1", code_of_s1)}}).body, created.body);
  expect_problem(ask({.target = location, .headers = {basic("s4", code_of_s4)}}), Reason::vote_receipt_unknown);
  expect_problem(ask({.target = location}), Reason::vote_authentication_failed);
}

TEST_F(IntakeRoutesTest, AForeignCodeGetsTheSameAnswerAsAnUnknownVoter) {
  auto wrong = cast(bench.form_of("s1")), unknown = wrong;
  wrong.headers[1] = basic("s1", code_of_s2);
  unknown.headers[1] = basic("nobody", code_of_s2);
  const auto without_id = [](const HttpResponse& response) {
    auto text = to_string(response.body);
    const auto at = text.find("\"requestId\":\"");
    return text.erase(at, 30);
  };
  const auto one = ask(wrong), other = ask(unknown);
  expect_problem(one, Reason::vote_authentication_failed);
  EXPECT_EQ(without_id(one), without_id(other));
  EXPECT_THAT(std::string(header(one.headers, "WWW-Authenticate")), HasSubstr("Basic"));
}

TEST_F(IntakeRoutesTest, HowLongToWaitIsSaidOnce) {
  const Ask wrong{.target = "/v1/meetings/ag2027/form", .headers = {basic("s1", code_of_s2)}};
  for (int i = 0; i < 6; ++i) ask(wrong);
  const auto slowed = ask(wrong);
  expect_problem(slowed, Reason::vote_attempts_exceeded);
  const auto count = std::ranges::count(slowed.headers, "Retry-After", &HttpHeaders::value_type::first);
  EXPECT_EQ(count, 1);
}

TEST_F(IntakeRoutesTest, WhatIsRefusedBeforeTheFormIsRead) {
  const auto good = cast(bench.form_of("s1"));
  const auto with = [&](std::string name, std::string value) {
    auto changed = good;
    std::erase_if(changed.headers, [&](const auto& field) { return field.first == name; });
    changed.headers.emplace_back(std::move(name), std::move(value));
    return ask(changed);
  };
  expect_problem(with("Content-Type", "text/plain"), Reason::vote_unsupported_media_type);
  expect_problem(with("Content-Type", "application/json; charset=latin1"), Reason::vote_unsupported_media_type);
  expect_problem(with("Content-Encoding", "gzip"), Reason::vote_unsupported_media_type);
  expect_problem(with("Content-Digest", "sha-256=:AAAA:"), Reason::vote_digest_mismatch);
  for (const auto& key : {std::string("two words"), std::string(), std::string(129, 'k')}) {
    expect_problem(with("Idempotency-Key", key), Reason::vote_malformed);
  }
  auto twice = good;
  twice.headers.insert(twice.headers.end(), {{"Idempotency-Key", "key-1"}, {"idempotency-key", "key-2"}});
  expect_problem(ask(twice), Reason::vote_malformed);
  expect_problem(with("Authorization", "Bearer abc"), Reason::vote_authentication_failed);
  auto large = good;
  large.body.append(64 * 1024, ' ');
  expect_problem(ask(large), Reason::vote_too_large);
  const auto hash = digest(DigestAlgorithm::sha256, as_bytes(good.body));
  EXPECT_EQ(with("Content-Digest", "unknown=:x:, sha-256=:" + base64(*hash) + ":").status, 201);
  EXPECT_EQ(with("Idempotency-Key", std::string(128, 'k')).status, 200);
}

TEST_F(IntakeRoutesTest, ARefusalCarriesItsReceipt) {
  bench.now = bench.deadline() + std::chrono::seconds(1);
  const auto response = ask(cast(bench.form_of("s1")));
  expect_problem(response, Reason::vote_deadline_passed);
  EXPECT_THAT(to_string(response.body), HasSubstr("\"refusal_receipt\":{"));
  EXPECT_THAT(to_string(response.body), HasSubstr("\"iso20022\":\"LATE\""));
  EXPECT_THAT(to_string(response.body), HasSubstr("\"t_recv\":\"2027-05-11T13:00:01Z\""));
}

TEST_F(IntakeRoutesTest, VotesAreSealedForEverybody) {
  const auto target = "/v1/meetings/ag2027/receipts/" + std::string(40, 'a') + "/confirmation";
  expect_problem(ask({.target = target, .headers = {basic("s1", code_of_s1)}}), Reason::vote_sealed);
}

TEST_F(IntakeRoutesTest, TooManyAreToldToComeBack) {
  make({.hosts = {"vote.exemple.fr"}, .rate = {.at_once = 3, .each_second = 1}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask({}).status, 200);
  expect_problem(ask({}), Reason::vote_rate_limited);
  EXPECT_EQ(ask({.target = "/healthz"}).status, 200);
  bench.now += std::chrono::seconds(1);
  EXPECT_EQ(ask({}).status, 200);
}

TEST_F(IntakeRoutesTest, ReadinessFollowsTheService) {
  EXPECT_EQ(ask({.target = "/readyz"}).status, 200);
  is_ready = false;
  EXPECT_EQ(ask({.target = "/readyz"}).status, 503);
  EXPECT_EQ(ask({.target = "/healthz"}).status, 200);
}

TEST_F(IntakeRoutesTest, NothingInsideIsTold) {
  bench.faults.append_fails = true;
  const auto response = ask(cast(bench.form_of("s1")));
  expect_problem(response, Reason::vote_not_recorded);
  EXPECT_THAT(to_string(response.body), Not(HasSubstr("a fault of the test")));
  EXPECT_EQ(header(response.headers, "Retry-After"), "2");
}

TEST_F(IntakeRoutesTest, WhatTheServerRefusesIsAProblemToo) {
  for (const auto& [status, reason] : {std::pair(408, Reason::vote_request_timeout),
                                       {413, Reason::vote_too_large},
                                       {431, Reason::vote_headers_too_large},
                                       {400, Reason::vote_malformed}}) {
    expect_problem(routes->refuse(status), reason);
    EXPECT_EQ(header(routes->refuse(status).headers, "X-Request-Id").size(), 16U);
  }
  EXPECT_EQ(routes->refuse(505).status, 505);
}

TEST(IntakeMetrics, NoFigureIsByVoterOrChoice) {
  IntakeMetrics metrics("ag2027");
  metrics.was_admitted(RequestKind::ballot);
  metrics.was_refused(Reason::vote_deadline_passed);
  metrics.was_unidentified(Reason::vote_authentication_failed);
  metrics.was_answered("/v1/time", 200, 0.02);
  const auto text = metrics.text({.log_size = 7, .is_ready = true});
  EXPECT_THAT(text, HasSubstr("sceau_votes_accepted_total{meeting=\"ag2027\",kind=\"ballot\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("sceau_votes_rejected_total{reason=\"vote.deadline_passed\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("sceau_http_request_duration_seconds_bucket{route=\"/v1/time\",le=\"0.025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("sceau_http_request_duration_seconds_bucket{route=\"/v1/time\",le=\"0.01\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("sceau_log_entries 7\n"));
  for (const auto& word : {"voter=", "choice", "shareholder="}) EXPECT_THAT(text, Not(HasSubstr(word)));
}

}  // namespace
}  // namespace sceau
