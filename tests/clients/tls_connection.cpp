// SPDX-License-Identifier: Apache-2.0
#include "tests/clients/tls_connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace sceau::test {
namespace {

sockaddr_in socket_address(std::uint32_t address, std::uint16_t port) {
  sockaddr_in made{};
  made.sin_family = AF_INET;
  made.sin_port = htons(port);
  made.sin_addr.s_addr = htonl(address);
  return made;
}

// Bound without a port, so that the system picks one at the time of connecting and the same may serve many addresses.
bool connect_from(int descriptor, std::uint32_t from, const Server& server) {
  const int on = 1;
  const auto own = socket_address(from, 0), other = socket_address(server.address, server.port);
  ::setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return ::bind(descriptor, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0 &&
         (::connect(descriptor, reinterpret_cast<const sockaddr*>(&other), sizeof other) == 0 || errno == EINPROGRESS);
}

}  // namespace

Server server_at(const std::string& text) {
  const auto colon = text.rfind(':');
  in_addr address{};
  if (colon == std::string::npos || ::inet_pton(AF_INET, text.substr(0, colon).c_str(), &address) != 1) {
    std::fprintf(stderr, "%s is no IPv4 address and port\n", text.c_str());
    std::exit(64);
  }
  return {ntohl(address.s_addr), static_cast<std::uint16_t>(std::atoi(text.c_str() + colon + 1))};
}

std::uint32_t loopback_address(std::size_t number) {
  const auto third = static_cast<std::uint32_t>(1 + number / 250),
             fourth = static_cast<std::uint32_t>(1 + number % 250);
  return (std::uint32_t{127} << 24) | (third << 8) | fourth;
}

ClientContext::ClientContext() : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free) {
  SSL_CTX_set_mode(context_.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context_.get(), 1);
  SSL_CTX_set_session_cache_mode(context_.get(), SSL_SESS_CACHE_OFF);
}

TlsConnection::TlsConnection(const ClientContext& context, const Server& server, std::uint32_t from, int receive_buffer)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (descriptor_ < 0) return;
  if (receive_buffer > 0) ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  ssl_ = SSL_new(context.get());
  if (ssl_ != nullptr && SSL_set_fd(ssl_, descriptor_) == 1 && connect_from(descriptor_, from, server)) return;
  ::close(descriptor_);
  descriptor_ = -1;
}

TlsConnection::~TlsConnection() {
  SSL_free(ssl_);
  if (is_open()) ::close(descriptor_);
}

Progress TlsConnection::after(int outcome) const {
  switch (SSL_get_error(ssl_, outcome)) {
    case SSL_ERROR_NONE: return Progress::done;
    case SSL_ERROR_WANT_READ: return Progress::wants_read;
    case SSL_ERROR_WANT_WRITE: return Progress::wants_write;
    default: return Progress::closed;
  }
}

Progress TlsConnection::greet() {
  ERR_clear_error();
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return Progress::closed;
  const int outcome = SSL_connect(ssl_);
  // Before TCP is connected a write fails with ENOTCONN or EAGAIN: that is no end.
  if (outcome != 1 && SSL_get_error(ssl_, outcome) == SSL_ERROR_SYSCALL && (errno == ENOTCONN || errno == EAGAIN)) {
    return Progress::wants_write;
  }
  return after(outcome);
}

Progress TlsConnection::send(std::string_view& text) {
  while (!text.empty()) {
    ERR_clear_error();
    std::size_t sent = 0;
    if (const int outcome = SSL_write_ex(ssl_, text.data(), text.size(), &sent); outcome != 1) return after(outcome);
    text.remove_prefix(sent);
  }
  return Progress::done;
}

Progress TlsConnection::receive(std::string& into, std::size_t most) {
  ERR_clear_error();
  const auto before = into.size();
  std::size_t count = 0;
  into.resize(before + most);
  const int outcome = SSL_read_ex(ssl_, into.data() + before, most, &count);
  into.resize(before + count);
  return outcome == 1 ? Progress::done : after(outcome);
}

}  // namespace sceau::test
