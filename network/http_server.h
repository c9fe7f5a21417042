// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server, plain or over TLS, that survives slow and hostile clients on its own. It knows nothing of what it
// serves: the handler is a function from request to response. The process must ignore SIGPIPE, and needs two file
// descriptors for each connection.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/http_message.h"
#include "foundation/instant.h"
#include "foundation/result.h"
#include "network/tls_session.h"

namespace sceau {

// Called from several threads at once. An exception becomes 500 without a word about it.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

// The answer to a request that the server refuses by itself; called from several threads at once.
using RefusalWriter = std::function<HttpResponse(int status)>;
HttpResponse plain_refusal(int status);  // the reason phrase as text/plain

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // host:port, [::1]:port; port 0: the system chooses
  std::optional<TlsIdentity> tls{};    // nothing: plain HTTP
  RefusalWriter refusal = plain_refusal;
  std::function<bool()> is_overloaded{};  // asked before a body is read: true refuses the request with 503
  int threads = 256;                      // requests served at once, those that are slow to arrive among them
  int connections_per_address = 32;       // at once; more are closed unread
  std::size_t body_limit_bytes = 64 * 1024;
  std::size_t header_limit_bytes = 16 * 1024;  // request line and all header fields
  // To the last body byte, TLS handshake included, from the moment a thread takes the connection or the last answer has
  // gone out. A connection waits for a thread twice as long at most.
  std::chrono::seconds request_deadline{10};
  std::chrono::seconds answer_deadline{10};  // for the client to take the whole answer
};

struct ServerCounts {
  std::size_t open_connections;
  std::uint64_t accepted_connections;
  std::uint64_t refused_connections;  // over a limit
  std::uint64_t handshake_failures;
  std::uint64_t timeouts;  // requests that did not arrive in time
};

// Serves until stop() or destruction. Refused before the handler sees anything, and the connection closed: 400 (not
// HTTP/1.0 or 1.1, no or several Host in 1.1, several Content-Length, Transfer-Encoding together with Content-Length,
// any other malformed head), 408 (a part of the request came, but not all in time), 411 (a POST or PUT without length),
// 413, 414 and 431 (head too large), 417, 501 (any Transfer-Encoding), 503 (overloaded), 505; and 500 where the handler
// throws. Closed without a word: connections over a limit, failed handshakes, and who sends nothing. No keep-alive
// beyond `request_deadline`.
class HttpServer {
 public:
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  const std::string& address() const;  // "127.0.0.1:3180", with the real port

  ServerCounts counts() const;  // since the start

  // For connections accepted from now on; only where the server speaks TLS already.
  void renew_tls(TlsIdentity identity);

  // Accepts no more, lets requests in flight end (at most `grace`), then closes what is left. May be called twice.
  void stop(std::chrono::seconds grace);

 private:
  friend Result<HttpServer> serve_http(ServerOptions options, Clock clock, HttpHandler handler);
  struct Running;
  explicit HttpServer(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

// Listens and serves in threads of its own. `received_at` of a request is one reading of `clock` at its last body
// byte. Errors: network.listen, usage.wrong (`listen` is no address and port).
Result<HttpServer> serve_http(ServerOptions options, Clock clock, HttpHandler handler);

}  // namespace sceau
