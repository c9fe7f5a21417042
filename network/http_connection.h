// SPDX-License-Identifier: Apache-2.0
// One connection of the server: the handshake, then requests and answers in turn, all in one thread.
#pragma once

#include <Poco/Net/TCPServerConnection.h>

#include <atomic>

#include "network/buffered_socket.h"
#include "network/http_head.h"
#include "network/http_server.h"
#include "network/served_connections.h"

namespace sceau {

// What all connections of a server share.
struct HttpService {
  HttpService(ServerOptions server_options, Clock server_clock, HttpHandler server_handler);

  const ServerOptions options;
  const Clock clock;
  const HttpHandler handler;
  ServedConnections connections;
  std::atomic<std::shared_ptr<const TlsIdentity>> identity;  // nothing: plain HTTP
  std::atomic<std::uint64_t> handshake_failures = 0;
  std::atomic<std::uint64_t> timeouts = 0;
};

// How many connections may wait for a thread.
inline int waiting_limit(const ServerOptions& options) { return options.threads / 4 + 1; }

class HttpConnection : public Poco::Net::TCPServerConnection {
 public:
  HttpConnection(const Poco::Net::StreamSocket& socket, HttpService& service)
      : TCPServerConnection(socket), service_(service), stream_(socket) {}
  ~HttpConnection() override { service_.connections.release(socket()); }

  void run() override;

 private:
  using Phase = ServedConnections::Phase;
  bool may_go_on(std::chrono::seconds seconds, Phase phase);
  bool greet();
  // True where a further request may follow.
  bool serve_one();
  bool serve(RequestHead head);
  bool answer(const HttpRequest& request, bool keeps_alive);
  bool give_up(bool request_has_begun);
  bool refuse(int status);
  bool is_overloaded() const;
  HttpResponse handle(const HttpRequest& request);
  bool send(const HttpResponse& response, bool keeps_alive, bool head_only, Instant date);
  void finish();
  void linger();

  HttpService& service_;
  BufferedSocket stream_;
};

}  // namespace sceau
