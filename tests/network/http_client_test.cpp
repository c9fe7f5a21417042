// SPDX-License-Identifier: Apache-2.0
#include "network/http_client.h"

#include <gtest/gtest.h>

#include "tests/network/scripted_peer.h"

namespace sceau {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using test::answering;
using test::ScriptedServer;

const ClientOptions quick{
    .timeout = milliseconds(400), .response_limit_bytes = 1000, .private_authorities = {}, .proxies = {}};

HttpRequest get(std::string target) {
  return {
      .method = "GET", .target = std::move(target), .headers = {}, .body = {}, .received_at = {}, .remote_address = {}};
}

HttpRequest post(std::string target, std::string_view body) {
  auto request = get(std::move(target));
  request.method = "POST";
  request.body = to_bytes(body);
  return request;
}

std::string name_of_outcome(const Result<HttpResponse>& response) {
  return response ? std::to_string(response->status) + " " + to_string(response->body)
                  : std::string(stable_name(response.error().reason));
}

struct AnswerCase {
  const char* name;
  std::string answer;
  const char* outcome;
};
void PrintTo(const AnswerCase& c, std::ostream* out) { *out << c.name; }

class AnswerTest : public testing::TestWithParam<AnswerCase> {};

TEST_P(AnswerTest, IsTakenOrRefused) {
  const ScriptedServer server(answering(GetParam().answer));
  EXPECT_EQ(name_of_outcome(http_client(quick)(get(server.url()))), GetParam().outcome);
}

std::string answer_of(const std::string& fields, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}
const std::string chunked = "Transfer-Encoding: chunked\r\n";
const std::string at_the_limit = "200 " + std::string(1000, 'a');

INSTANTIATE_TEST_SUITE_P(
    Bodies, AnswerTest,
    testing::Values(
        AnswerCase{"length", answer_of("Content-Length: 5\r\n", "hello"), "200 hello"},
        AnswerCase{"length, cut short", answer_of("Content-Length: 6\r\n", "hello"), "network.answer_wrong"},
        AnswerCase{"until close", answer_of("", "hello"), "200 hello"},
        AnswerCase{"empty", answer_of("Content-Length: 0\r\n", ""), "200 "},
        AnswerCase{"at the limit", answer_of("", std::string(1000, 'a')), at_the_limit.c_str()},
        AnswerCase{"above the limit", answer_of("", std::string(1001, 'a')), "network.answer_wrong"},
        AnswerCase{"a length above the limit", answer_of("Content-Length: 1001\r\n", ""), "network.answer_wrong"},
        AnswerCase{"an enormous length", answer_of("Content-Length: 18446744073709551615\r\n", ""),
                   "network.answer_wrong"},
        AnswerCase{"chunks", answer_of(chunked, "5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n"), "200 hello!"},
        AnswerCase{"chunks with a trailer", answer_of(chunked, "5\r\nhello\r\n0\r\nX: y\r\n\r\n"), "200 hello"},
        AnswerCase{"chunks, cut short", answer_of(chunked, "5\r\nhello\r\n"), "network.answer_wrong"},
        AnswerCase{"chunks above the limit", answer_of(chunked, "3e9\r\n"), "network.answer_wrong"},
        AnswerCase{"a chunk of wrong size", answer_of(chunked, "4\r\nhello\r\n0\r\n\r\n"), "network.answer_wrong"},
        AnswerCase{"a chunk of no size", answer_of(chunked, "x\r\n"), "network.answer_wrong"},
        AnswerCase{"a chunk beyond 64 bits", answer_of(chunked, "ffffffffffffffffff\r\n"), "network.answer_wrong"}));

INSTANTIATE_TEST_SUITE_P(
    Heads, AnswerTest,
    testing::Values(AnswerCase{"any status", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404 "},
                    AnswerCase{"an interim answer",
                               "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 "},
                    AnswerCase{"nothing", "", "network.unreachable"},
                    AnswerCase{"nonsense", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "network.answer_wrong"},
                    AnswerCase{"half a head", "HTTP/1.1 200 OK\r\nContent-", "network.answer_wrong"},
                    AnswerCase{"an endless head", "HTTP/1.1 200 OK\r\nX: " + std::string(70000, 'a'),
                               "network.answer_wrong"},
                    AnswerCase{"ambiguous lengths", answer_of("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"),
                               "network.answer_wrong"}));

TEST(HttpClient, SendsMethodTargetFieldsAndBody) {
  std::string seen;
  const ScriptedServer server([&](int socket) {
    seen = test::receive_head(socket);
    test::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  auto request = post(server.url("/tsa?a=b%20c"), "hello");
  request.headers = {{"Content-Type", "application/timestamp-query"}};
  ASSERT_TRUE(http_client(quick)(request));
  EXPECT_TRUE(
      seen.starts_with("POST /tsa?a=b%20c HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"));
  EXPECT_NE(seen.find("\r\nContent-Length: 5\r\n"), std::string::npos);
  EXPECT_NE(seen.find("\r\nContent-Type: application/timestamp-query\r\n"), std::string::npos);
}

TEST(HttpClient, RefusesWhatItCannotSend) {
  const ScriptedServer server(answering(answer_of("Content-Length: 0\r\n", "")));
  auto request = get(server.url());
  request.headers = {{"X", "a\r\nY: b"}};
  EXPECT_EQ(name_of_outcome(http_client(quick)(request)), "network.unreachable");
  for (const auto* target : {"", "ftp://127.0.0.1/", "http://", "http://user@127.0.0.1/", "http://127.0.0.1/?a b",
                             "http://127.0.0.1/?a\r\nX: y"}) {
    EXPECT_EQ(name_of_outcome(http_client(quick)(get(target))), "network.unreachable") << target;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(HttpClient, SaysUnreachableWhereNobodyListens) {
  int port = 0;
  {
    port = ScriptedServer([](int) {}).port();
  }
  EXPECT_EQ(name_of_outcome(http_client(quick)(get("http://127.0.0.1:" + std::to_string(port) + "/"))),
            "network.unreachable");
}

// The deadline is for the whole exchange: a byte now and then does not put it off.
TEST(HttpClient, EndsADrippingAnswerAtItsDeadline) {
  const ScriptedServer server([](int socket) {
    test::receive_head(socket);
    test::send_all(socket, "HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; i < 30; ++i) {
      test::send_all(socket, "a");
      std::this_thread::sleep_for(milliseconds(50));
    }
  });
  const auto begin = steady_clock::now();
  EXPECT_EQ(name_of_outcome(http_client(quick)(get(server.url()))), "network.unreachable");
  EXPECT_LT(steady_clock::now() - begin, milliseconds(1200));
}

TEST(HttpClient, EndsASilentConnectionAtItsDeadline) {
  const ScriptedServer server([](int socket) { test::receive_all(socket); });
  for (const auto* scheme : {"http", "https"}) {
    const auto begin = steady_clock::now();
    const auto target = std::string(scheme) + "://127.0.0.1:" + std::to_string(server.port()) + "/";
    EXPECT_EQ(name_of_outcome(http_client(quick)(get(target))), "network.unreachable") << scheme;
    EXPECT_LT(steady_clock::now() - begin, milliseconds(1500));
  }
}

std::string redirect(int status, const std::string& location) {
  return "HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
}

// Answers the path "/end" and sends every other request where it is told.
ScriptedServer::Script redirecting(std::string answer) {
  return [answer = std::move(answer)](int socket) {
    const bool is_end = test::receive_head(socket).find(" /end ") != std::string::npos;
    test::send_all(socket, is_end ? answer_of("Content-Length: 3\r\n", "end") : answer);
  };
}

TEST(HttpClient, FollowsARedirectToTheSameServerOnly) {
  const ScriptedServer near(redirecting(redirect(302, "/end")));
  EXPECT_EQ(name_of_outcome(http_client(quick)(get(near.url()))), "200 end");
  const ScriptedServer other(answering(answer_of("Content-Length: 0\r\n", "")));
  const ScriptedServer far(redirecting(redirect(302, other.url("/end"))));
  EXPECT_EQ(name_of_outcome(http_client(quick)(get(far.url()))), "network.answer_wrong");
  const ScriptedServer scheme(redirecting(redirect(302, "file:///etc/passwd")));
  EXPECT_EQ(name_of_outcome(http_client(quick)(get(scheme.url()))), "network.answer_wrong");
  EXPECT_EQ(other.connections(), 0);
}

TEST(HttpClient, RepeatsAPostOnlyWhereTheStatusSaysSo) {
  const ScriptedServer same(redirecting(redirect(308, "/end")));
  EXPECT_EQ(name_of_outcome(http_client(quick)(post(same.url(), "hello"))), "200 end");
  const ScriptedServer changed(redirecting(redirect(302, "/end")));
  EXPECT_EQ(name_of_outcome(http_client(quick)(post(changed.url(), "hello"))), "network.answer_wrong");
}

TEST(HttpClient, DoesNotGoRoundInCircles) {
  const ScriptedServer server(redirecting(redirect(302, "/again")));
  EXPECT_EQ(name_of_outcome(http_client(quick)(get(server.url()))), "network.answer_wrong");
  EXPECT_EQ(server.connections(), 4);
}

TEST(HttpClient, AsksTheProxyWithTheWholeUrl) {
  std::string seen;
  const ScriptedServer proxy([&](int socket) {
    seen = test::receive_head(socket);
    test::send_all(socket, answer_of("Content-Length: 0\r\n", ""));
  });
  auto options = quick;
  options.proxies.for_http = "http://jeanne:secret@127.0.0.1:" + std::to_string(proxy.port());
  ASSERT_TRUE(http_client(options)(get("http://tsa.invalid/stamp")));
  EXPECT_TRUE(seen.starts_with("GET http://tsa.invalid/stamp HTTP/1.1\r\nHost: tsa.invalid\r\n"));
  EXPECT_NE(seen.find("\r\nProxy-Authorization: Basic amVhbm5lOnNlY3JldA==\r\n"), std::string::npos);
  options.proxies.none_for = "tsa.invalid";
  EXPECT_EQ(name_of_outcome(http_client(options)(get("http://tsa.invalid/stamp"))), "network.unreachable");
  EXPECT_EQ(proxy.connections(), 1);
}

TEST(HttpClient, TunnelsHttpsThroughTheProxy) {
  std::string seen;
  const ScriptedServer proxy([&](int socket) {
    seen = test::receive_head(socket);
    test::send_all(socket, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
  });
  auto options = quick;
  options.proxies.for_https = "127.0.0.1:" + std::to_string(proxy.port());
  EXPECT_EQ(name_of_outcome(http_client(options)(get("https://tsa.invalid/stamp"))), "network.unreachable");
  EXPECT_TRUE(seen.starts_with("CONNECT tsa.invalid:443 HTTP/1.1\r\nHost: tsa.invalid:443\r\n"));
}

TEST(HttpClient, RefusesAProxyThatIsNone) {
  auto options = quick;
  options.proxies.for_http = "socks5://127.0.0.1:1080";
  EXPECT_EQ(name_of_outcome(http_client(options)(get("http://tsa.invalid/"))), "network.unreachable");
}

}  // namespace
}  // namespace sceau
