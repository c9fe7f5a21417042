// SPDX-License-Identifier: Apache-2.0
#include "network/http_server.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "network/http_client.h"
#include "tests/network/scripted_peer.h"

namespace sceau {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

const Instant noon = *from_rfc3339("2026-11-22T12:00:00Z");

ServerOptions small() {
  return {.listen = "127.0.0.1:0",
          .threads = 4,
          .connections_per_address = 4,
          .body_limit_bytes = 1000,
          .header_limit_bytes = 2000,
          .request_deadline = seconds(1),
          .answer_deadline = seconds(1)};
}

// Says what it was asked.
HttpResponse echo(const HttpRequest& request) {
  const auto text = request.method + " " + request.target + " " + request.remote_address + " " +
                    to_rfc3339(request.received_at) + " " + to_string(request.body);
  return {200, {{"Content-Type", "text/plain"}}, to_bytes(text)};
}

HttpServer start(ServerOptions options, HttpHandler handler = echo) {
  auto server = serve_http(
      std::move(options), [] { return noon; }, std::move(handler));
  if (!server) throw std::runtime_error(server.error().detail);
  return std::move(*server);
}

int port_of(const HttpServer& server) { return std::stoi(server.address().substr(server.address().rfind(':') + 1)); }

std::string post(std::string_view body, const std::string& fields = "Connection: close\r\n") {
  return "POST /path?q HTTP/1.1\r\nHost: a\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

TEST(HttpServer, HandsTheRequestToTheHandler) {
  const auto server = start(small());
  const auto answer = test::talk(port_of(server), post("hello"));
  EXPECT_EQ(test::status_of(answer), 200);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nPOST /path?q 127.0.0.1 2026-11-22T12:00:00Z hello")) << answer;
  EXPECT_NE(answer.find("\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n"), std::string::npos) << answer;
}

TEST(HttpServer, UnderstandsItsOwnClient) {
  const auto server = start(small());
  HttpRequest request;
  request.target = "http://" + server.address() + "/x";
  const auto response = http_client({})(request);
  ASSERT_TRUE(response);
  EXPECT_EQ(to_string(response->body), "GET /x 127.0.0.1 2026-11-22T12:00:00Z ");
}

TEST(HttpServer, AnswersSeveralRequestsOnOneConnection) {
  const auto server = start(small());
  const auto answers = test::talk(port_of(server), post("one", "") + post("two", "") + post("three"));
  EXPECT_NE(answers.find("Z one"), std::string::npos);
  EXPECT_NE(answers.find("Z two"), std::string::npos);
  EXPECT_TRUE(answers.ends_with("Z three")) << answers;
}

struct RefusedCase {
  const char* name;
  std::string request;
  int status;
};
void PrintTo(const RefusedCase& c, std::ostream* out) { *out << c.name; }

class RefusedRequestTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedRequestTest, IsAnsweredClosedAndNeverSeenByTheHandler) {
  std::atomic<int> handled = 0;
  const auto server = start(small(), [&](const HttpRequest& request) {
    ++handled;
    return echo(request);
  });
  const auto answer = test::talk(port_of(server), GetParam().request);
  EXPECT_EQ(test::status_of(answer), GetParam().status);
  EXPECT_EQ(handled, GetParam().status == 200 ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, RefusedRequestTest,
    testing::Values(
        RefusedCase{"sound", post("hello"), 200}, RefusedCase{"a body at the limit", post(std::string(1000, 'a')), 200},
        RefusedCase{"a body above the limit", post(std::string(1001, 'a')), 413},
        RefusedCase{"an announced body above the limit", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n",
                    413},
        RefusedCase{"a head above the limit", "GET / HTTP/1.1\r\nHost: " + std::string(3000, 'a') + "\r\n\r\n", 431},
        RefusedCase{"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                    400},
        RefusedCase{"length and coding",
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    400},
        RefusedCase{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        RefusedCase{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        RefusedCase{"chunks", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
        RefusedCase{"no length", "POST / HTTP/1.1\r\nHost: a\r\n\r\n", 411},
        RefusedCase{"TLS where none is spoken", std::string("\x16\x03\x01\x00\x05hello\r\n\r\n", 14), 400}));

TEST(HttpServer, SendsNoBodyToHead) {
  const auto server = start(small());
  const auto answer = test::talk(port_of(server), "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(test::status_of(answer), 200);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(HttpServer, InvitesTheBodyOfAClientThatAsksFirst) {
  const auto server = start(small());
  const auto answer = test::talk(port_of(server), post("hello", "Expect: 100-continue\r\nConnection: close\r\n"));
  EXPECT_EQ(test::status_of(answer), 100);
  EXPECT_TRUE(answer.ends_with("Z hello"));
}

TEST(HttpServer, AnswersFiveHundredWhereTheHandlerThrows) {
  const auto server = start(small(), [](const HttpRequest&) -> HttpResponse { throw std::runtime_error("secret"); });
  const auto answer = test::talk(port_of(server), post("hello"));
  EXPECT_EQ(test::status_of(answer), 500);
  EXPECT_EQ(answer.find("secret"), std::string::npos);
}

// More slow clients than threads: the deadline is for the whole request, so the service comes back by itself.
TEST(HttpServer, OutlivesSlowClients) {
  auto options = small();
  options.connections_per_address = 100;
  const auto server = start(options);
  std::vector<int> slow;
  for (int i = 0; i < 5; ++i) slow.push_back(test::connect_to_port(port_of(server)));
  std::jthread drip([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      for (const int socket : slow) test::send_all(socket, "X");
      std::this_thread::sleep_for(milliseconds(100));
    }
  });
  const auto begin = steady_clock::now();
  EXPECT_EQ(test::status_of(test::talk(port_of(server), post("hello"))), 200);
  EXPECT_LT(steady_clock::now() - begin, seconds(5));
  drip.request_stop();
  drip.join();
  for (const int socket : slow) ::close(socket);
}

// A clock that moves on with each reading, and a client that sends its request in pieces.
class Reception : public testing::Test {
 protected:
  std::string talk(const std::vector<std::string>& pieces) {
    readings_ = 0;
    const auto server = serve_http(
        small(), [this] { return noon + seconds(++readings_); }, echo);
    if (!server) throw std::runtime_error(server.error().detail);
    const int socket = test::connect_to_port(port_of(*server));
    for (const auto& piece : pieces) {
      std::this_thread::sleep_for(milliseconds(&piece == &pieces.front() ? 0 : 100));
      before_last_ = readings_;
      test::send_all(socket, piece);
    }
    auto answers = test::receive_all(socket);
    ::close(socket);
    return answers;
  }
  std::atomic<int> readings_ = 0;
  int before_last_ = 0;  // readings before the last piece was sent
};

TEST_F(Reception, D6_is_read_once_at_the_last_body_byte_whatever_the_framing) {
  const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n";
  for (const auto& pieces : {std::vector<std::string>{head + "\r\nhello"},
                             {head, "\r\n", "hel", "lo"},
                             {head + "Expect: 100-continue\r\n\r\n", "hello"}}) {
    const auto answer = talk(pieces);
    EXPECT_EQ(before_last_, 0) << "read before the last byte had come: " << pieces.size() << " pieces";
    EXPECT_EQ(readings_, 1);
    EXPECT_NE(answer.find("POST /x 127.0.0.1 2026-11-22T12:00:01Z hello"), std::string::npos) << answer;
  }
  EXPECT_EQ(test::status_of(talk({"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"})),
            501);
}

TEST_F(Reception, D6_of_several_requests_on_one_connection_is_that_of_each) {
  const std::string kept = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none";
  const std::string last = "POST /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\ntwo";
  for (const auto& pieces :
       {std::vector<std::string>{kept + last}, {kept, last}, {kept + last.substr(0, 20), last.substr(20)}}) {
    const auto answers = talk(pieces);
    EXPECT_NE(answers.find("POST /1 127.0.0.1 2026-11-22T12:00:01Z one"), std::string::npos) << answers;
    EXPECT_NE(answers.find("POST /2 127.0.0.1 2026-11-22T12:00:02Z two"), std::string::npos) << answers;
  }
}

struct LateCase {
  const char* name;
  std::string sent;
  int status;
};
void PrintTo(const LateCase& c, std::ostream* out) { *out << c.name; }

class LateRequestTest : public testing::TestWithParam<LateCase> {};

TEST_P(LateRequestTest, IsToldSoWhereItHadBegun) {
  const auto server = start(small());
  EXPECT_EQ(test::status_of(test::talk(port_of(server), GetParam().sent)), GetParam().status);
  EXPECT_EQ(server.counts().timeouts, GetParam().status == 200 ? 0U : 1U);
}

INSTANTIATE_TEST_SUITE_P(Slow, LateRequestTest,
                         testing::Values(LateCase{"whole", post("hello"), 200}, LateCase{"nothing", "", 0},
                                         LateCase{"half a head", "POST / HTTP/1.1\r\nHo", 408},
                                         LateCase{"half a body",
                                                  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhell", 408}));

TEST(HttpServer, RefusesInTheWordsOfItsOwner) {
  auto options = small();
  options.refusal = [](int status) {
    return HttpResponse{status, {{"Content-Type", "application/problem+json"}}, to_bytes("{}")};
  };
  const auto server = start(options, [](const HttpRequest&) -> HttpResponse { throw std::runtime_error("secret"); });
  const std::pair<std::string, int> cases[] = {
      {post("hello"), 500}, {"GET / HTTP/1.1\r\n\r\n", 400}, {post(std::string(1001, 'a')), 413}, {"POST", 408}};
  for (const auto& [request, status] : cases) {
    const auto answer = test::talk(port_of(server), request);
    EXPECT_EQ(test::status_of(answer), status);
    EXPECT_NE(answer.find("\r\nContent-Type: application/problem+json\r\n"), std::string::npos) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\n{}")) << answer;
  }
}

TEST(HttpServer, RefusesABodyUnreadWhereItIsOverloaded) {
  auto options = small();
  std::atomic<bool> is_overloaded = true;
  std::atomic<int> handled = 0;
  options.is_overloaded = [&] { return is_overloaded.load(); };
  const auto server = start(options, [&](const HttpRequest& request) {
    ++handled;
    return echo(request);
  });
  const std::string head_alone = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n";
  EXPECT_EQ(test::status_of(test::talk(port_of(server), head_alone)), 503);
  EXPECT_EQ(test::status_of(test::talk(port_of(server), post("hello"))), 503);
  EXPECT_EQ(handled, 0);
  EXPECT_EQ(test::status_of(test::talk(port_of(server), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")),
            200);
  is_overloaded = false;
  EXPECT_EQ(test::status_of(test::talk(port_of(server), post("hello"))), 200);
}

TEST(HttpServer, CountsItsConnections) {
  auto options = small();
  options.connections_per_address = 1;
  const auto server = start(options);
  EXPECT_EQ(server.counts().accepted_connections, 0U);
  const int held = test::connect_to_port(port_of(server));
  test::send_all(held, "GET / HTTP/1.1\r\n");
  EXPECT_EQ(test::talk(port_of(server), post("hello")), "");
  const auto counts = server.counts();
  EXPECT_EQ(counts.open_connections, 1U);
  EXPECT_EQ(counts.accepted_connections, 1U);
  EXPECT_EQ(counts.refused_connections, 1U);
  EXPECT_EQ(counts.handshake_failures, 0U);
  ::close(held);
}

TEST(HttpServer, ClosesTheConnectionsOfAnAddressBeyondItsShare) {
  auto options = small();
  options.threads = 16;
  const auto server = start(options);
  std::vector<int> held;
  for (int i = 0; i < 4; ++i) {
    held.push_back(test::connect_to_port(port_of(server)));
    test::send_all(held.back(), "GET / HTTP/1.1\r\n");
  }
  EXPECT_EQ(test::talk(port_of(server), post("hello")), "");
  for (const int socket : held) ::close(socket);
  // The share is free again as soon as the server has seen them go.
  int status = 0;
  for (int i = 0; i < 50 && status != 200; ++i) {
    std::this_thread::sleep_for(milliseconds(50));
    status = test::status_of(test::talk(port_of(server), post("hello")));
  }
  EXPECT_EQ(status, 200);
}

TEST(HttpServer, GivesUpOnAClientThatReadsNothing) {
  auto options = small();
  options.threads = 1;
  const auto server = start(options, [](const HttpRequest&) { return HttpResponse{200, {}, Bytes(32 << 20)}; });
  const int deaf = test::connect_to_port(port_of(server));
  test::send_all(deaf, post("hello"));
  int status = 0;
  for (int i = 0; i < 10 && status != 200; ++i) status = test::status_of(test::talk(port_of(server), post("hello")));
  EXPECT_EQ(status, 200);
  ::close(deaf);
}

TEST(HttpServer, LetsARequestInFlightEndWhenItStops) {
  std::atomic<bool> began = false;
  auto server = start(small(), [&](const HttpRequest& request) {
    began = true;
    std::this_thread::sleep_for(milliseconds(300));
    return echo(request);
  });
  const int idle = test::connect_to_port(port_of(server));
  std::string answer;
  std::jthread client([&, port = port_of(server)] { answer = test::talk(port, post("hello")); });
  while (!began) std::this_thread::sleep_for(milliseconds(10));
  const auto begin = steady_clock::now();
  server.stop(seconds(5));
  EXPECT_LT(steady_clock::now() - begin, seconds(4));
  client.join();
  EXPECT_EQ(test::status_of(answer), 200);
  EXPECT_EQ(test::connect_to_port(port_of(server)), -1);
  ::close(idle);
}

TEST(HttpServer, StopsAtOnceAfterItsLastAnswer) {
  auto options = small();
  options.threads = options.connections_per_address = 16;
  for (int i = 0; i < 20; ++i) {
    auto server = start(options);
    {
      std::vector<std::jthread> clients;
      for (int client = 0; client < 16; ++client)
        clients.emplace_back([&] { test::talk(port_of(server), post("hello")); });
    }
    const auto begin = steady_clock::now();
    server.stop(seconds(10));
    ASSERT_LT(steady_clock::now() - begin, seconds(3)) << "time " << i;
  }
}

TEST(HttpServer, SaysWhyItCannotListen) {
  const auto first = start(small());
  const std::pair<std::string, Reason> cases[] = {{first.address(), Reason::network_listen},
                                                  {"192.0.2.1:1", Reason::network_listen},
                                                  {"nowhere", Reason::usage_wrong},
                                                  {"127.0.0.1:99999", Reason::usage_wrong},
                                                  {"", Reason::usage_wrong}};
  for (const auto& [listen, reason] : cases) {
    auto options = small();
    options.listen = listen;
    const auto second = serve_http(
        options, [] { return noon; }, echo);
    ASSERT_FALSE(second) << listen;
    EXPECT_EQ(second.error().reason, reason) << listen;
  }
}

TEST(HttpServer, ListensOnIpv6) {
  auto options = small();
  options.listen = "[::1]:0";
  const auto server = serve_http(
      options, [] { return noon; }, echo);
  if (!server) GTEST_SKIP() << "no IPv6 here";
  HttpRequest request;
  request.target = "http://" + server->address() + "/";
  EXPECT_TRUE(http_client({})(request));
}

}  // namespace
}  // namespace sceau
