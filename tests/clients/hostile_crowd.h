// SPDX-License-Identifier: Apache-2.0
// Very many clients that are slow on purpose, driven by one thread. A client that is thrown out comes back.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "tests/clients/latencies.h"
#include "tests/clients/tls_connection.h"

namespace sceau::test {

enum class Slowness { before_the_hello, in_the_head, in_the_body, in_reading };
const char* name_of(Slowness slowness);

struct CrowdPlan {
  Server server;
  std::size_t clients;
  std::size_t addresses;    // that they share evenly
  std::string host;         // for the field Host
  std::string post_target;  // what is sent slowly to
  std::string page_target;  // what is read slowly: the larger the better
};

class HostileCrowd {
 public:
  HostileCrowd(const CrowdPlan& plan, Slowness slowness);
  ~HostileCrowd();

  // How many occupy the server now: connected, and as far as they will ever be quick.
  std::size_t held() const { return held_; }
  std::size_t thrown_out() const { return thrown_out_; }

 private:
  using Clock = Latencies::Clock;
  enum class Stage { absent, greeting, hurrying, slow };
  struct Client {
    std::unique_ptr<TlsConnection> connection;
    std::uint32_t from;
    Stage stage = Stage::absent;
    std::string_view left;     // to be sent without delay
    Clock::time_point next{};  // when it does its next slow step, or comes back
  };

  void run(const std::stop_token& stop);
  void come_back(std::size_t number);
  void advance(std::size_t number);
  void become(Client& client, Stage stage);
  void step(std::size_t number);
  void leave(Client& client);
  std::string quick_part() const;

  const CrowdPlan plan_;
  const Slowness slowness_;
  const std::string quick_part_;
  const ClientContext context_;
  std::vector<Client> clients_;
  std::atomic<std::size_t> held_ = 0;
  std::atomic<std::size_t> thrown_out_ = 0;
  int epoll_;
  std::jthread thread_;
};

}  // namespace sceau::test
