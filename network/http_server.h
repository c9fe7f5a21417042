// SPDX-License-Identifier: Apache-2.0
// An HTTP/1.1 server that survives slow and hostile clients on its own. It knows nothing of what it serves: the
// handler is a function from request to response.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "foundation/http_message.h"
#include "foundation/instant.h"
#include "foundation/result.h"

namespace sceau {

// Called from several threads at once. An exception becomes 500 without a word about it.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // host:port, [::1]:port; port 0: the system chooses
  int threads = 256;                   // requests served at once
  int connections_per_address = 32;    // at once; more are closed unread
  std::size_t body_limit_bytes = 64 * 1024;
  std::size_t header_limit_bytes = 16 * 1024;  // request line and all header fields
  // To the last body byte, from the moment a thread takes the connection or the last answer has gone out. A connection
  // waits for a thread twice as long at most.
  std::chrono::seconds request_deadline{10};
  std::chrono::seconds answer_deadline{10};  // for the client to take the whole answer
};

// Serves until stop() or destruction. Refused before the handler sees anything, and the connection closed: 400 (not
// HTTP/1.0 or 1.1, no or several Host in 1.1, several Content-Length, Transfer-Encoding together with Content-Length,
// any other malformed head), 411 (a POST or PUT without length), 413, 414 and 431 (head too large), 501 (any
// Transfer-Encoding), 505. No keep-alive beyond `request_deadline`.
class HttpServer {
 public:
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  const std::string& address() const;  // "127.0.0.1:3180", with the real port

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
