// SPDX-License-Identifier: Apache-2.0
// The server over TLS, asked by `openssl s_client`.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <stdexcept>

#include "network/http_client.h"
#include "network/http_server.h"
#include "tests/network/scripted_peer.h"
#include "tests/network/tls_files.h"

namespace sceau {
namespace {

using std::chrono::seconds;

HttpServer start(ServerOptions options) {
  std::signal(SIGPIPE, SIG_IGN);
  if (!options.tls) options.tls = test::tls_identity("localhost");
  options.threads = 4;
  options.connections_per_address = 100;
  options.request_deadline = seconds(1);
  const auto noon = *from_rfc3339("2026-11-22T12:00:00Z");
  auto server = serve_http(
      std::move(options), [noon] { return noon; },
      [](const HttpRequest& request) {
        return HttpResponse{200, {}, to_bytes("got " + to_string(request.body))};
      });
  if (!server) throw std::runtime_error(server.error().detail);
  return std::move(*server);
}

int port_of(const HttpServer& server) { return std::stoi(server.address().substr(server.address().rfind(':') + 1)); }

// What `openssl s_client` says and receives when it is given the output of a command.
std::string ask(const HttpServer& server, const std::string& input, const std::string& options) {
  const auto command = "(" + input + ") | timeout 10 openssl s_client -connect " + server.address() + " -CAfile " +
                       test::tls_file("ours.pem").string() + " " + options + " 2>&1";
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string said;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) said.push_back(static_cast<char>(c));
  ::pclose(pipe);
  return said;
}

const std::string post =
    R"(printf 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello')";

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(TlsServer, UnderstandsItsOwnClient) {
  const auto server = start({});
  ClientOptions options;
  options.private_authorities = {test::tls_file("ours.pem")};
  HttpRequest request;
  request.target = "https://localhost:" + std::to_string(port_of(server)) + "/";
  const auto response = http_client(options)(request);
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(to_string(response->body), "got ");
}

TEST(TlsServer, TakesABodyOfManyRecords) {
  const auto server = start({});
  ClientOptions options;
  options.private_authorities = {test::tls_file("ours.pem")};
  HttpRequest request;
  request.method = "POST";
  request.target = "https://localhost:" + std::to_string(port_of(server)) + "/";
  request.body = Bytes(60'000, 'x');
  const auto response = http_client(options)(request);
  ASSERT_TRUE(response) << response.error().detail;
  EXPECT_EQ(response->body.size(), 60'004U);
}

struct GreetingCase {
  const char* name;
  const char* options;
  bool is_taken;
  const char* server = "localhost";
};
void PrintTo(const GreetingCase& c, std::ostream* out) { *out << c.name; }

class TlsGreetingTest : public testing::TestWithParam<GreetingCase> {};

TEST_P(TlsGreetingTest, TakesOnlyStrongOnes) {
  const auto& c = GetParam();
  const auto server = start({.tls = test::tls_identity(c.server)});
  const auto said = ask(server, post + "; sleep 0.5", std::string("-quiet ") + c.options);
  EXPECT_EQ(contains(said, "got hello"), c.is_taken) << said;
  EXPECT_EQ(server.counts().handshake_failures, c.is_taken ? 0U : 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Clients, TlsGreetingTest,
    testing::Values(GreetingCase{"TLS 1.3", "-tls1_3", true}, GreetingCase{"TLS 1.2", "-tls1_2", true},
                    GreetingCase{"TLS 1.1", "-tls1_1 -cipher ALL:@SECLEVEL=0", false},
                    GreetingCase{"AES-256-GCM", "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384", true},
                    GreetingCase{"AES-CBC", "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384", false},
                    GreetingCase{"an RSA key", "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", true, "rsa"},
                    GreetingCase{"RSA without ECDHE", "-tls1_2 -cipher AES256-GCM-SHA384", false, "rsa"},
                    GreetingCase{"P-256 for the exchange", "-groups P-256", true},
                    GreetingCase{"a finite field for the exchange", "-tls1_3 -groups ffdhe2048", false}));

TEST(TlsServer, OffersResumptionInTls13Alone) {
  const auto server = start({});
  EXPECT_TRUE(contains(ask(server, "sleep 0.3", "-tls1_3"), "TLS session ticket:"));
  EXPECT_FALSE(contains(ask(server, "sleep 0.3", "-tls1_2"), "TLS session ticket:"));
}

TEST(TlsServer, NeitherCompressesNorRenegotiates) {
  const auto server = start({});
  const auto said = ask(server, "printf 'R\\n'; sleep 0.5", "-tls1_2 -comp");
  EXPECT_TRUE(contains(said, "Compression: NONE")) << said;
  EXPECT_TRUE(contains(said, "no renegotiation")) << said;
}

TEST(TlsServer, OutlivesClientsThatSayNothing) {
  const auto server = start({});
  std::vector<int> silent;
  for (int i = 0; i < 5; ++i) silent.push_back(test::connect_to_port(port_of(server)));
  EXPECT_TRUE(contains(ask(server, post + "; sleep 2", "-quiet"), "got hello"));
  EXPECT_GE(server.counts().handshake_failures, 4U);
  for (const int socket : silent) ::close(socket);
}

TEST(TlsServer, SaysWhenARequestTookTooLong) {
  const auto server = start({});
  const auto in_the_body = R"(printf 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel')";
  EXPECT_TRUE(contains(ask(server, std::string(in_the_body) + "; sleep 3", "-quiet"), "HTTP/1.1 408 "));
  EXPECT_TRUE(contains(ask(server, "printf 'POST / HT'; sleep 3", "-quiet -tls1_2"), "HTTP/1.1 408 "));
  EXPECT_EQ(server.counts().timeouts, 2U);
  EXPECT_FALSE(contains(ask(server, "sleep 3", "-quiet"), "HTTP/1.1"));
}

TEST(TlsServer, ShowsAnotherIdentityAfterARenewal) {
  auto server = start({});
  EXPECT_TRUE(contains(ask(server, "true", "-tls1_3 -brief"), "Verification: OK"));
  server.renew_tls(test::tls_identity("expired"));
  EXPECT_FALSE(contains(ask(server, "true", "-tls1_3 -brief"), "Verification: OK"));
}

struct IdentityCase {
  const char* certificate;
  const char* key;
  std::optional<Reason> refused;
};
void PrintTo(const IdentityCase& c, std::ostream* out) { *out << c.certificate << " with " << c.key; }

class TlsIdentityTest : public testing::TestWithParam<IdentityCase> {};

TEST_P(TlsIdentityTest, IsReadOnlyWhole) {
  const auto text = [](const char* name) {
    const auto bytes = read_file(test::tls_file(name), 1 << 20);
    return bytes ? to_string(*bytes) : std::string();
  };
  const auto read = read_tls_identity(text(GetParam().certificate), Secret(text(GetParam().key)));
  ASSERT_EQ(static_cast<bool>(read), !GetParam().refused);
  if (!read) {
    EXPECT_EQ(read.error().reason, *GetParam().refused);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, TlsIdentityTest,
                         testing::Values(IdentityCase{"localhost.pem", "localhost.key", std::nullopt},
                                         IdentityCase{"chain.pem", "localhost.key", std::nullopt},
                                         IdentityCase{"localhost.pem", "address.key", Reason::key_does_not_fit},
                                         IdentityCase{"localhost.pem", "rsa.key", Reason::key_does_not_fit},
                                         IdentityCase{"localhost.pem", "encrypted.key", Reason::key_not_readable},
                                         IdentityCase{"localhost.pem", "absent", Reason::key_not_readable},
                                         IdentityCase{"localhost.key", "localhost.key", Reason::certificate_malformed},
                                         IdentityCase{"absent", "localhost.key", Reason::certificate_malformed}));

}  // namespace
}  // namespace sceau
