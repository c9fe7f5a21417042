// SPDX-License-Identifier: Apache-2.0
// The connections a server has open: how many each peer holds, until when each may go on, which are idle.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "network/deadline_watch.h"

namespace sceau {

class ServedConnections {
 public:
  // What a connection waits for: a further request, of which nothing has come; the peer's bytes; or an answer, ours to
  // make or the peer's to take.
  enum class Phase { idle, reading, answering };

  ServedConnections(std::size_t most, int most_per_address) : most_(most), most_per_address_(most_per_address) {}

  // Counts a socket from the moment it is accepted, so that one that waits for a thread has its deadline too. False
  // where it must be closed: too many connections, or the server stops.
  bool admit(const Poco::Net::StreamSocket& socket, DeadlineWatch::Clock::time_point deadline);
  void release(const Poco::Net::StreamSocket& socket);

  // From now on the connection must be done by then. False where the server stops and it is idle: it must not wait.
  bool set_deadline(const Poco::Net::StreamSocket& socket, DeadlineWatch::Clock::time_point deadline, Phase phase);

  // A request has begun to arrive: its deadline stays, but it may end when the server stops.
  void mark_busy(const Poco::Net::StreamSocket& socket);

  bool has_expired(const Poco::Net::StreamSocket& socket);

  // Admits no more, shuts down the idle ones, waits for the others at most until `end`, then shuts them down too.
  void drain(DeadlineWatch::Clock::time_point end);

  struct Counts {
    std::size_t open;
    std::uint64_t admitted;
    std::uint64_t refused;
  };
  Counts counts();

 private:
  struct Entry {
    std::string address;
    DeadlineWatch::Ticket ticket;
    Phase phase;
  };
  bool has_room(const std::string& address);
  const std::size_t most_;
  const int most_per_address_;
  DeadlineWatch watch_;
  std::mutex mutex_;
  std::condition_variable released_;
  std::unordered_map<int, Entry> entries_;  // by the descriptor, which is one connection's alone while it is open
  std::unordered_map<std::string, int> per_address_;
  std::uint64_t admitted_ = 0;
  std::uint64_t refused_ = 0;
  bool is_stopping_ = false;
};

}  // namespace sceau
