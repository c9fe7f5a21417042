// SPDX-License-Identifier: Apache-2.0
// One TLS connection from a loopback address of one's choice, which never blocks: whoever drives it waits with epoll.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace sceau::test {

struct Server {
  std::uint32_t address;  // host byte order
  std::uint16_t port;
};
// "127.0.0.1:4433"; ends the program where it is none.
Server server_at(const std::string& text);

// 127.x.y.z for a number: 127.0.1.1, 127.0.1.2, ... 127.0.2.1, ...; none is 127.0.0.1.
std::uint32_t loopback_address(std::size_t number);

class ClientContext {
 public:
  ClientContext();  // takes any certificate: what is measured is the server
  ssl_ctx_st* get() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
};

enum class Progress { done, wants_read, wants_write, closed };

class TlsConnection {
 public:
  // Begins to connect. `receive_buffer` 0: the system's. Not open where the system has no socket left.
  TlsConnection(const ClientContext& context, const Server& server, std::uint32_t from, int receive_buffer = 0);
  ~TlsConnection();
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

  Progress greet();                                       // TCP and TLS
  Progress send(std::string_view& text);                  // takes away what was sent; done where nothing is left
  Progress receive(std::string& into, std::size_t most);  // appends; done where something came

 private:
  Progress after(int outcome) const;
  int descriptor_ = -1;
  ssl_st* ssl_ = nullptr;
};

}  // namespace sceau::test
