// SPDX-License-Identifier: Apache-2.0
// Shuts down sockets that are past their deadline. A time-out of the socket itself will not do: it begins anew with
// every byte that a slow peer sends.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace sceau {

class DeadlineWatch {
 public:
  using Clock = std::chrono::steady_clock;
  using Ticket = unsigned long;  // names a watched socket; never 0, never used twice

  // What the deadline ends. `reading`: waiting for bytes of the peer, so that an answer can still be written.
  enum class Ends { reading, everything };

  DeadlineWatch();
  ~DeadlineWatch();
  DeadlineWatch(const DeadlineWatch&) = delete;
  DeadlineWatch& operator=(const DeadlineWatch&) = delete;

  // Watches a duplicate of the descriptor, so that closing the original at any moment is harmless. 0 where the process
  // has no descriptor left: the socket must then not be used.
  Ticket watch(int descriptor, Clock::time_point deadline);
  void set_deadline(Ticket ticket, Clock::time_point deadline, Ends ends = Ends::everything);
  void shut_down_now(Ticket ticket);
  bool has_expired(Ticket ticket) const;
  void forget(Ticket ticket);

 private:
  struct Watched {
    int descriptor;
    Clock::time_point deadline;
    Ends ends = Ends::everything;
    bool expired = false;
  };
  void run();
  Clock::time_point shut_down_expired();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<Ticket, Watched> watched_;
  Clock::time_point next_look_{};
  Ticket last_ticket_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sceau
