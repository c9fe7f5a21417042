// SPDX-License-Identifier: Apache-2.0
#include "network/deadline_watch.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace sceau {
namespace {

// The thread looks at least this often, so that no new deadline further away has to wake it.
constexpr auto longest_sleep = std::chrono::milliseconds(500);

}  // namespace

DeadlineWatch::DeadlineWatch() : thread_([this] { run(); }) {}

DeadlineWatch::~DeadlineWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  for (const auto& [ticket, watched] : watched_) ::close(watched.descriptor);
}

DeadlineWatch::Ticket DeadlineWatch::watch(int descriptor, Clock::time_point deadline) {
  const int duplicate = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) return 0;
  const std::lock_guard lock(mutex_);
  watched_.emplace(++last_ticket_, Watched{duplicate, deadline});
  if (deadline < next_look_) changed_.notify_all();
  return last_ticket_;
}

void DeadlineWatch::set_deadline(Ticket ticket, Clock::time_point deadline, Ends ends) {
  const std::lock_guard lock(mutex_);
  const auto found = watched_.find(ticket);
  if (found == watched_.end()) return;
  found->second = {found->second.descriptor, deadline, ends};
  if (deadline < next_look_) changed_.notify_all();
}

void DeadlineWatch::shut_down_now(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  if (const auto found = watched_.find(ticket); found != watched_.end())
    ::shutdown(found->second.descriptor, SHUT_RDWR);
}

bool DeadlineWatch::has_expired(Ticket ticket) const {
  const std::lock_guard lock(mutex_);
  const auto found = watched_.find(ticket);
  return found != watched_.end() && found->second.expired;
}

void DeadlineWatch::forget(Ticket ticket) {
  const std::lock_guard lock(mutex_);
  const auto found = watched_.find(ticket);
  if (found == watched_.end()) return;
  ::close(found->second.descriptor);
  watched_.erase(found);
}

// Returns the next deadline.
DeadlineWatch::Clock::time_point DeadlineWatch::shut_down_expired() {
  const auto now = Clock::now();
  Clock::time_point next = now + longest_sleep;
  for (auto& [ticket, watched] : watched_) {
    if (watched.expired) continue;
    if (watched.deadline > now) {
      next = std::min(next, watched.deadline);
      continue;
    }
    ::shutdown(watched.descriptor, watched.ends == Ends::reading ? SHUT_RD : SHUT_RDWR);
    watched.expired = true;
  }
  return next;
}

void DeadlineWatch::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    next_look_ = shut_down_expired();
    changed_.wait_until(lock, next_look_);
  }
}

}  // namespace sceau
