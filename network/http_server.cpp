// SPDX-License-Identifier: Apache-2.0
#include "network/http_server.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>

#include "network/http_connection.h"

namespace sceau {
namespace {

// Connections that nobody has accepted yet. The kernel takes the smaller of this and net.core.somaxconn.
constexpr int waiting_in_kernel = 4096;
// Of address space, of which a thread uses a small part.
constexpr int stack_bytes = 1 << 20;

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
 public:
  explicit ConnectionFactory(HttpService& service) : service_(service) {}
  Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override {
    return new HttpConnection(socket, service_);
  }

 private:
  HttpService& service_;
};

class ConnectionFilter : public Poco::Net::TCPServerConnectionFilter {
 public:
  explicit ConnectionFilter(HttpService& service) : service_(service) {}
  bool accept(const Poco::Net::StreamSocket& socket) override {
    // Counts while it waits for a thread; then the deadline of the request begins.
    return service_.connections.admit(socket, DeadlineWatch::Clock::now() + 2 * service_.options.request_deadline);
  }

 private:
  HttpService& service_;
};

Poco::Net::TCPServerParams::Ptr server_parameters(const ServerOptions& options) {
  Poco::Net::TCPServerParams::Ptr parameters = new Poco::Net::TCPServerParams;
  parameters->setMaxThreads(options.threads);
  // As many as are admitted: none is dropped unseen.
  parameters->setMaxQueued(options.threads + waiting_limit(options));
  // The thread that waits for the next connection can miss being told to stop, and then waits so long.
  parameters->setThreadIdleTime(Poco::Timespan(0, 200'000));
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
  socket.listen(waiting_in_kernel);
  return socket;
}

}  // namespace

struct HttpServer::Running {
  Running(ServerOptions options, Clock clock, HttpHandler handler)
      : service(std::move(options), std::move(clock), std::move(handler)),
        socket(listening_socket(service.options.listen)),
        pool(1, service.options.threads, 60, stack_bytes),
        server(new ConnectionFactory(service), pool, socket, server_parameters(service.options)),
        address(socket.address().toString()) {
    server.setConnectionFilter(new ConnectionFilter(service));
    server.start();
  }

  HttpService service;
  Poco::Net::ServerSocket socket;
  Poco::ThreadPool pool;
  Poco::Net::TCPServer server;
  std::string address;
  bool is_stopped = false;
};

HttpResponse plain_refusal(int status) {
  return {status, {{"Content-Type", "text/plain"}}, to_bytes(fmt::format("{}\n", reason_phrase(status)))};
}

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

void HttpServer::renew_tls(TlsIdentity identity) {
  running_->service.identity.store(std::make_shared<const TlsIdentity>(std::move(identity)));
}

ServerCounts HttpServer::counts() const {
  auto& service = running_->service;
  const auto connections = service.connections.counts();
  return {connections.open, connections.admitted, connections.refused, service.handshake_failures, service.timeouts};
}

void HttpServer::stop(std::chrono::seconds grace) {
  if (!running_ || running_->is_stopped) return;
  running_->is_stopped = true;
  running_->server.stop();
  running_->socket.close();
  running_->service.connections.drain(DeadlineWatch::Clock::now() + grace);
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
