// SPDX-License-Identifier: Apache-2.0
// The client against `openssl s_server`, with certificates made by openssl in the test.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "network/http_client.h"
#include "tests/network/scripted_peer.h"
#include "tests/network/tls_files.h"

namespace sceau {
namespace {

// `openssl s_server` on a port of its own; answers every request with a page.
class TlsServer {
 public:
  explicit TlsServer(const std::string& certificate, const char* protocol = "-tls1_3") {
    const auto chain = test::tls_file(certificate + ".pem"), key = test::tls_file(certificate + ".key");
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cipher", "ALL:@SECLEVEL=0",
               protocol, "-cert", chain.c_str(), "-key", key.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
    std::string seen;
    char c = 0;
    while (seen.find("ACCEPT 127.0.0.1:") == std::string::npos || c != '\n') {
      if (::read(output_, &c, 1) != 1) throw std::runtime_error("openssl s_server does not start");
      seen.push_back(c);
    }
    port_ = std::atoi(seen.substr(seen.rfind(':') + 1).c_str());
  }
  ~TlsServer() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    ::close(output_);
  }
  int port() const { return port_; }

 private:
  pid_t child_;
  int output_;
  int port_;
};

std::string outcome(const std::string& host, int port, ClientOptions options) {
  options.timeout = std::chrono::seconds(5);
  HttpRequest request;
  request.target = "https://" + host + ":" + std::to_string(port) + "/";
  const auto response = http_client(std::move(options))(request);
  return response ? std::to_string(response->status) : std::string(stable_name(response.error().reason));
}

ClientOptions trusting(const std::string& authority) {
  ClientOptions options;
  if (!authority.empty()) options.private_authorities = {test::tls_file(authority)};
  return options;
}

struct TlsCase {
  const char* name;
  const char* certificate;
  const char* host;
  const char* authority;
  const char* outcome;
  const char* protocol = "-tls1_3";
};
void PrintTo(const TlsCase& c, std::ostream* out) { *out << c.name; }

class TlsClientTest : public testing::TestWithParam<TlsCase> {
 protected:
  static void SetUpTestSuite() { std::signal(SIGPIPE, SIG_IGN); }
};

TEST_P(TlsClientTest, BelievesOnlyTheRightServer) {
  const auto& c = GetParam();
  const TlsServer server(c.certificate, c.protocol);
  EXPECT_EQ(outcome(c.host, server.port(), trusting(c.authority)), c.outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Servers, TlsClientTest,
    testing::Values(
        TlsCase{"a private authority", "localhost", "localhost", "ours.pem", "200"},
        TlsCase{"TLS 1.2", "localhost", "localhost", "ours.pem", "200", "-tls1_2"},
        TlsCase{"TLS 1.1", "localhost", "localhost", "ours.pem", "network.unreachable", "-tls1_1"},
        TlsCase{"an address", "address", "127.0.0.1", "ours.pem", "200"},
        TlsCase{"the name where the address was meant", "localhost", "127.0.0.1", "ours.pem", "network.unreachable"},
        TlsCase{"the certificate of another host", "other", "localhost", "ours.pem", "network.unreachable"},
        TlsCase{"an expired certificate", "expired", "localhost", "ours.pem", "network.unreachable"},
        TlsCase{"another authority", "localhost", "localhost", "theirs.pem", "network.unreachable"},
        TlsCase{"the system's authorities", "localhost", "localhost", "", "network.unreachable"},
        TlsCase{"an authority file that is none", "localhost", "localhost", "ours.key", "network.unreachable"},
        TlsCase{"an authority file that is not there", "localhost", "localhost", "none.pem", "network.unreachable"}));

// Copies bytes both ways until one end closes.
void relay(int one, int other) {
  pollfd ends[2] = {{one, POLLIN, 0}, {other, POLLIN, 0}};
  char portion[4096];
  while (::poll(ends, 2, 5000) > 0) {
    for (int i = 0; i < 2; ++i) {
      if (ends[i].revents == 0) continue;
      const auto count = ::recv(ends[i].fd, portion, sizeof portion, 0);
      if (count <= 0) return;
      test::send_all(ends[1 - i].fd, {portion, static_cast<std::size_t>(count)});
    }
  }
}

TEST_F(TlsClientTest, SpeaksThroughATunnel) {
  const TlsServer server("localhost");
  const test::ScriptedServer proxy([&](int socket) {
    test::receive_head(socket);
    test::send_all(socket, "HTTP/1.1 200 Connection established\r\n\r\n");
    const int onward = test::connect_to_port(server.port());
    relay(socket, onward);
    ::close(onward);
  });
  auto options = trusting("ours.pem");
  options.proxies.for_https = "http://127.0.0.1:" + std::to_string(proxy.port());
  EXPECT_EQ(outcome("localhost", server.port(), options), "200");
  EXPECT_EQ(proxy.connections(), 1);
}

}  // namespace
}  // namespace sceau
