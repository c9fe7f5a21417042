// SPDX-License-Identifier: Apache-2.0
// The other end of a connection, played by the test on bare loopback sockets: a server that does what a script says,
// and a client that sends exact bytes.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace sceau::test {

// Accepts on a port of its own and runs the script once for each connection, one after the other.
class ScriptedServer {
 public:
  using Script = std::function<void(int socket)>;
  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  int port() const { return port_; }
  std::string url(std::string_view path = "/") const;
  int connections() const { return connections_; }

 private:
  void run();
  Script script_;
  int listener_;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

void send_all(int socket, std::string_view text);
std::string receive_head(int socket);  // up to the empty line
std::string receive_all(int socket);   // until the peer closes, at most 10 s
// Reads a request head, then sends the text.
ScriptedServer::Script answering(std::string text);

int connect_to_port(int port);                      // -1 where it is refused
std::string talk(int port, std::string_view text);  // connects, sends, returns everything that comes back
int status_of(std::string_view response);           // 0 where there is none

}  // namespace sceau::test
