// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_client.h"

#include <gmock/gmock.h>

#include <functional>

#include "crypto/asn1_integer.h"
#include "crypto/timestamp_response.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

constexpr const char* tsa_extensions = "-addext extendedKeyUsage=critical,timeStamping";
const Instant now = value_of(from_rfc3339("2026-11-22T09:14:03Z"));
const Bytes data = to_bytes("Bon pour accord.\n");

const RandomSource counter = [](std::span<std::uint8_t> bytes) -> Status {
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(at);  // begins with zero
  return Done{};
};

ImprintToStamp imprint() { return {DigestAlgorithm::sha256, value_of(digest(DigestAlgorithm::sha256, data))}; }

struct Authorities {
  Workbench bench;
  TimestampAuthority good{make_identity(bench, "good", "p256", tsa_extensions), "1.2.3.4.5"};
  TimestampAuthority other{make_identity(bench, "other", "p256", tsa_extensions), "1.2.3.4.6"};
  TimestampAuthority without_usage{make_identity(bench, "signer", "p256"), "1.2.3.4.5"};
};

const Authorities& authorities() {
  static const Authorities value;
  return value;
}

HttpResponse reply(Bytes body) {
  HttpResponse response;
  response.headers = {{"Content-Type", "application/timestamp-reply"}};
  response.body = std::move(body);
  return response;
}

Bytes answer(const TimestampAuthority& tsa, ByteView request) {
  return value_of(make_timestamp_response(request, tsa, now, Bytes{1}));
}

HttpExchange served_by(const TimestampAuthority& tsa) {
  return [&tsa](const HttpRequest& request) -> Result<HttpResponse> { return reply(answer(tsa, request.body)); };
}

// The same request with one thing changed before the authority sees it: it answers something else than was asked.
HttpExchange confused_about(std::string_view policy, ByteView nonce, const ImprintToStamp& asked) {
  const Bytes request = value_of(timestamp_request(asked, policy, nonce));
  return [request](const HttpRequest&) -> Result<HttpResponse> { return reply(answer(authorities().good, request)); };
}

HttpExchange answering(HttpResponse response) {
  return [response](const HttpRequest&) -> Result<HttpResponse> { return response; };
}

HttpExchange html() {
  HttpResponse page;
  page.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  page.body = to_bytes("<html>Welcome to the hotel</html>");
  return answering(page);
}

HttpExchange status(int code) {
  HttpResponse response;
  response.status = code;
  return answering(response);
}

Bytes flipped_token(ByteView request) {
  Bytes response = answer(authorities().good, request);
  response[response.size() - 1] ^= 1;
  return response;
}

const Bytes asked_nonce{0, 1, 2, 3, 4, 5, 6, 7};

struct Case {
  const char* name;
  HttpExchange exchange;
  std::optional<Reason> reason;
  const char* detail = "";
  TimestampServer server = {.url = "http://tsa.example/"};
};

class Answers : public testing::TestWithParam<Case> {};

ImprintToStamp other_imprint() { return {DigestAlgorithm::sha256, Bytes(32)}; }
ImprintToStamp sha512_imprint() { return {DigestAlgorithm::sha512, Bytes(64)}; }

INSTANTIATE_TEST_SUITE_P(
    All, Answers,
    testing::Values(
        Case{"good", served_by(authorities().good), {}},
        Case{"good_with_policy", served_by(authorities().good), {}, "", {.url = "http://t/", .policy = "1.2.3.4.5"}},
        Case{"good_and_accepted",
             served_by(authorities().good),
             {},
             "",
             {.url = "http://t/", .accepted_certificates = {authorities().good.identity.certificate}}},
        Case{"not_accepted",
             served_by(authorities().other),
             Reason::tsa_answer_wrong,
             "none of the accepted",
             {.url = "http://t/", .accepted_certificates = {authorities().good.identity.certificate}}},
        Case{"policy_refused",
             served_by(authorities().other),
             Reason::tsa_refused,
             "status 2, failure 15",
             {.url = "http://t/", .policy = "1.2.3.4.5"}},
        Case{"no_connection",
             [](const HttpRequest&) -> Result<HttpResponse> {
               return Error{Reason::network_unreachable, "refused"};
             },
             Reason::tsa_unreachable, "refused"},
        Case{"status_404", status(404), Reason::tsa_unreachable, "HTTP status 404"},
        Case{"status_503", status(503), Reason::tsa_unreachable, "HTTP status 503"},
        Case{"html", html(), Reason::tsa_answer_wrong, "content type is 'text/html'"},
        Case{"html_as_reply", answering(reply(to_bytes("<html></html>"))), Reason::tsa_answer_wrong, "TimeStampResp"},
        Case{"empty", answering(reply({})), Reason::tsa_answer_wrong, "TimeStampResp"},
        Case{"granted_without_token", answering(reply(Bytes{0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00})),
             Reason::tsa_answer_wrong, "token"},
        Case{"nonce_of_another_request", confused_about("", Bytes{9, 9}, imprint()), Reason::tsa_answer_wrong,
             "nonce is another"},
        Case{"imprint_of_other_data", confused_about("", asked_nonce, other_imprint()), Reason::tsa_answer_wrong,
             "other data"},
        Case{"imprint_of_other_algorithm", confused_about("", asked_nonce, sha512_imprint()), Reason::tsa_answer_wrong,
             "another digest"},
        Case{"the_right_answer_by_hand", confused_about("", asked_nonce, imprint()), {}},
        Case{"usage_missing", served_by(authorities().without_usage), Reason::tsa_answer_wrong, "extended key usage"},
        Case{"signature_flipped",
             [](const HttpRequest& request) -> Result<HttpResponse> { return reply(flipped_token(request.body)); },
             Reason::tsa_answer_wrong, "its signature: signature.value"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_P(Answers, AreLookedAt) {
  const auto token = request_timestamp(imprint(), GetParam().server, GetParam().exchange, counter);
  if (!GetParam().reason) {
    ASSERT_TRUE(token) << token.error().detail;
    EXPECT_TRUE(check_timestamp_token(value_of(parse_timestamp_token(*token)), data).empty());
    return;
  }
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().reason, *GetParam().reason);
  EXPECT_THAT(token.error().detail, testing::HasSubstr(GetParam().detail));
}

// The policy of the answer is compared even when the authority grants the request.
TEST(Answer, OfAnotherPolicyIsRefused) {
  const Bytes request = value_of(timestamp_request(imprint(), "", asked_nonce));
  const Bytes response = answer(authorities().other, request);
  EXPECT_TRUE(token_from_response(response, imprint(), {.url = ""}, asked_nonce));
  const auto refused = token_from_response(response, imprint(), {.url = "", .policy = "1.2.3.4.5"}, asked_nonce);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::tsa_answer_wrong);
}

TEST(Answer, WithoutANonceIsRefused) {
  const Bytes request = value_of(timestamp_request(imprint(), "", asked_nonce));
  authorities().bench.write("d", data);
  authorities().bench.must("openssl ts -query -data d -sha256 -cert -no_nonce -out q");
  const Bytes response = answer(authorities().good, authorities().bench.read("q"));
  EXPECT_THAT(token_from_response(response, imprint(), {.url = ""}, asked_nonce).error().detail,
              testing::HasSubstr("nonce is missing"));
}

TEST(Answer, WithoutACertificateIsRefused) {
  Bytes request = value_of(timestamp_request(imprint(), "", asked_nonce));
  request.resize(request.size() - 3);  // certReq BOOLEAN TRUE
  request[1] = static_cast<std::uint8_t>(request[1] - 3);
  const Bytes response = answer(authorities().good, request);
  EXPECT_THAT(token_from_response(response, imprint(), {.url = ""}, asked_nonce).error().detail,
              testing::HasSubstr("not embedded"));
}

TEST(Request, IsWhatOpensslReads) {
  const auto& bench = authorities().bench;
  bench.write("q", value_of(timestamp_request(imprint(), "1.2.3.4.5", asked_nonce)));
  const auto text = bench.run("openssl ts -query -in q -text").output;
  for (const auto* line :
       {"Hash Algorithm: sha256", "Policy OID: 1.2.3.4.5", "Nonce: 0x01020304050607", "Certificate required: yes"}) {
    EXPECT_THAT(text, testing::HasSubstr(line));
  }
}

TEST(Request, CarriesHeadersAndCredentials) {
  HttpRequest seen;
  const HttpExchange exchange = [&seen](const HttpRequest& request) -> Result<HttpResponse> {
    seen = request;
    return reply(answer(authorities().good, request.body));
  };
  TimestampServer server{.url = "http://tsa.example/path", .headers = {{"X-Key", "abc"}}};
  server.basic = BasicCredentials{"user", std::make_shared<Secret>(secret("pa:ss"))};
  ASSERT_TRUE(request_timestamp(imprint(), server, exchange, counter));
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, "http://tsa.example/path");
  EXPECT_EQ(header(seen.headers, "content-type"), "application/timestamp-query");
  EXPECT_EQ(header(seen.headers, "X-Key"), "abc");
  EXPECT_EQ(header(seen.headers, "Authorization"), "Basic dXNlcjpwYTpzcw==");  // printf user:pa:ss | base64
}

TEST(Servers, AreTriedInOrder) {
  const std::vector<TimestampServer> servers{
      {.url = "http://down/"}, {.url = "http://wrong/"}, {.url = "http://good/"}};
  std::vector<std::string> asked;
  const HttpExchange exchange = [&asked](const HttpRequest& request) -> Result<HttpResponse> {
    asked.push_back(request.target);
    if (request.target == "http://down/") return Error{Reason::network_unreachable, "no route"};
    if (request.target == "http://wrong/") return html()(request);
    return reply(answer(authorities().good, request.body));
  };
  EXPECT_TRUE(request_timestamp(imprint(), servers, exchange, counter));
  EXPECT_EQ(asked, (std::vector<std::string>{"http://down/", "http://wrong/", "http://good/"}));

  const auto failed = request_timestamp(imprint(), std::span(servers).first(2), exchange, counter);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().reason, Reason::tsa_answer_wrong);
  EXPECT_THAT(failed.error().detail, testing::HasSubstr("http://down/: no route; http://wrong/: "));
  const auto none = request_timestamp(imprint(), std::span<const TimestampServer>(), exchange, counter);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().reason, Reason::tsa_needed);
}

TEST(Request, FailsWithItsRandomSource) {
  const RandomSource dry = [](std::span<std::uint8_t>) -> Status { return Error{Reason::crypto_failed, "dry"}; };
  const auto token = request_timestamp(imprint(), {.url = "http://t/"}, served_by(authorities().good), dry);
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().reason, Reason::crypto_failed);
}

}  // namespace
}  // namespace sceau::test
