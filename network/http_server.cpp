// SPDX-License-Identifier: Apache-2.0
#include "network/http_server.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>

#include "network/buffered_socket.h"
#include "network/http_head.h"
#include "network/served_connections.h"

namespace sceau {
namespace {

using Deadline = DeadlineWatch::Clock;

constexpr std::size_t discard_limit_bytes = 1 << 20;
constexpr auto lingering = std::chrono::seconds(2);
// The handler's own time is not ours to limit; this only keeps a forgotten connection from living for ever.
constexpr auto handling_limit = std::chrono::minutes(10);

// How many connections may wait for a thread.
int waiting_limit(const ServerOptions& options) { return options.threads / 4 + 1; }

// What all connections of a server share.
struct Service {
  Service(ServerOptions server_options, Clock server_clock, HttpHandler server_handler)
      : options(std::move(server_options)),
        clock(std::move(server_clock)),
        handler(std::move(server_handler)),
        connections(options.threads + waiting_limit(options), options.connections_per_address) {}
  const ServerOptions options;
  const Clock clock;
  const HttpHandler handler;
  ServedConnections connections;
};

std::string date_text(Instant instant) {
  const Poco::Timestamp timestamp(instant.time_since_epoch().count());
  return Poco::DateTimeFormatter::format(timestamp, Poco::DateTimeFormat::HTTP_FORMAT);
}

HttpResponse plain_answer(int status) {
  return {status, {{"Content-Type", "text/plain"}}, to_bytes(fmt::format("{}\n", reason_phrase(status)))};
}

// One connection: requests and answers in turn.
class Connection : public Poco::Net::TCPServerConnection {
 public:
  Connection(const Poco::Net::StreamSocket& socket, Service& service)
      : TCPServerConnection(socket), service_(service), stream_(socket) {}
  ~Connection() override { service_.connections.release(socket()); }

  void run() override {
    do {
      if (!may_go_on(service_.options.request_deadline, true)) return;
    } while (serve_one());
  }

 private:
  bool may_go_on(std::chrono::seconds seconds, bool is_idle) {
    return service_.connections.set_deadline(socket(), Deadline::now() + seconds, is_idle);
  }

  // True where a further request may follow.
  bool serve_one() {
    std::string text;
    switch (stream_.read_head(text, service_.options.header_limit_bytes)) {
      case Reading::closed: return false;
      case Reading::too_large: return refuse(431);
      case Reading::done: break;
    }
    service_.connections.mark_busy(socket());
    auto [head, status] = parse_request_head(text);
    if (status != 0) return refuse(status);
    if (head.content_length > service_.options.body_limit_bytes) return refuse(413);
    if (head.expects_continue && !stream_.write(as_bytes("HTTP/1.1 100 Continue\r\n\r\n"))) return false;
    HttpRequest request;
    if (stream_.read_exactly(request.body, head.content_length) != Reading::done) return false;
    request.received_at = service_.clock();
    request.method = std::move(head.method);
    request.target = std::move(head.target);
    request.headers = std::move(head.headers);
    request.remote_address = socket().peerAddress().host().toString();
    return answer(request, head.keeps_alive);
  }

  bool answer(const HttpRequest& request, bool keeps_alive) {
    may_go_on(handling_limit, false);
    const auto response = handle(request);
    may_go_on(service_.options.answer_deadline, false);
    const bool sent = send(response, keeps_alive, request.method == "HEAD", request.received_at);
    if (sent && !keeps_alive) finish();
    return sent && keeps_alive;
  }

  HttpResponse handle(const HttpRequest& request) {
    try {
      return service_.handler(request);
    } catch (...) {
      return plain_answer(500);
    }
  }

  bool refuse(int status) {
    if (send(plain_answer(status), false, false, service_.clock())) finish();
    return false;
  }

  // A connection closed with unread bytes is reset, and the peer may lose the answer.
  void finish() {
    may_go_on(lingering, false);
    stream_.finish_writing(discard_limit_bytes);
  }

  bool send(const HttpResponse& response, bool keeps_alive, bool head_only, Instant date) {
    HttpHeaders headers{{"Date", date_text(date)},
                        {"Content-Length", std::to_string(response.body.size())},
                        {"Connection", keeps_alive ? "keep-alive" : "close"}};
    headers.insert(headers.end(), response.headers.begin(), response.headers.end());
    auto message =
        to_bytes(head_text(fmt::format("HTTP/1.1 {} {}", response.status, reason_phrase(response.status)), headers));
    if (!head_only) append(message, response.body);
    return stream_.write(message);
  }

  Service& service_;
  BufferedSocket stream_;
};

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
 public:
  explicit ConnectionFactory(Service& service) : service_(service) {}
  Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override {
    return new Connection(socket, service_);
  }

 private:
  Service& service_;
};

class ConnectionFilter : public Poco::Net::TCPServerConnectionFilter {
 public:
  explicit ConnectionFilter(Service& service) : service_(service) {}
  bool accept(const Poco::Net::StreamSocket& socket) override {
    // Counts while it waits for a thread; then the deadline of the request begins.
    return service_.connections.admit(socket, Deadline::now() + 2 * service_.options.request_deadline);
  }

 private:
  Service& service_;
};

Poco::Net::TCPServerParams::Ptr server_parameters(const ServerOptions& options) {
  Poco::Net::TCPServerParams::Ptr parameters = new Poco::Net::TCPServerParams;
  parameters->setMaxThreads(options.threads);
  // As many as are admitted: none is dropped unseen.
  parameters->setMaxQueued(options.threads + waiting_limit(options));
  return parameters;
}

Poco::Net::ServerSocket listening_socket(const std::string& listen) {
  Poco::Net::ServerSocket socket;
  const Poco::Net::SocketAddress address(listen);
  // The address may be taken again at once, but never by two servers: so no SO_REUSEPORT, which Poco sets by itself.
  if (address.family() == Poco::Net::SocketAddress::IPv6) {
    socket.bind6(address, true, false, true);
  } else {
    socket.bind(address, true, false);
  }
  socket.listen(128);
  return socket;
}

}  // namespace

struct HttpServer::Running {
  Running(ServerOptions options, Clock clock, HttpHandler handler)
      : service(std::move(options), std::move(clock), std::move(handler)),
        socket(listening_socket(service.options.listen)),
        pool(1, service.options.threads),
        server(new ConnectionFactory(service), pool, socket, server_parameters(service.options)),
        address(socket.address().toString()) {
    server.setConnectionFilter(new ConnectionFilter(service));
    server.start();
  }

  Service service;
  Poco::Net::ServerSocket socket;
  Poco::ThreadPool pool;
  Poco::Net::TCPServer server;
  std::string address;
  bool is_stopped = false;
};

HttpServer::HttpServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&& other) noexcept {
  if (this != &other) {
    stop(std::chrono::seconds(0));
    running_ = std::move(other.running_);
  }
  return *this;
}
HttpServer::~HttpServer() { stop(std::chrono::seconds(0)); }

const std::string& HttpServer::address() const { return running_->address; }

void HttpServer::stop(std::chrono::seconds grace) {
  if (!running_ || running_->is_stopped) return;
  running_->is_stopped = true;
  running_->server.stop();
  running_->socket.close();
  running_->service.connections.drain(Deadline::now() + grace);
  running_->pool.joinAll();
}

Result<HttpServer> serve_http(ServerOptions options, Clock clock, HttpHandler handler) {
  const auto listen = options.listen;
  if (listen.empty()) return Error{Reason::usage_wrong, "no address to listen on"};
  try {
    return HttpServer(std::make_unique<HttpServer::Running>(std::move(options), std::move(clock), std::move(handler)));
  } catch (const Poco::InvalidArgumentException&) {
    return Error{Reason::usage_wrong, listen + " is no address and port"};
  } catch (const Poco::Net::ServiceNotFoundException&) {
    return Error{Reason::usage_wrong, listen + " has no port"};
  } catch (const Poco::Exception& failed) {
    return Error{Reason::network_listen, listen + ": " + failed.displayText()};
  }
}

}  // namespace sceau
