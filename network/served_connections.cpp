// SPDX-License-Identifier: Apache-2.0
#include "network/served_connections.h"

#include <Poco/Exception.h>

#include <algorithm>

namespace sceau {

bool ServedConnections::has_room(const std::string& address) {
  if (is_stopping_ || entries_.size() >= most_) return false;
  const auto held = per_address_.find(address);
  return held == per_address_.end() ? most_per_address_ > 0 : held->second < most_per_address_;
}

bool ServedConnections::admit(const Poco::Net::StreamSocket& socket, DeadlineWatch::Clock::time_point deadline) {
  std::string address;
  try {
    address = socket.peerAddress().host().toString();
  } catch (const Poco::Exception&) {
    return false;  // gone already
  }
  const std::lock_guard lock(mutex_);
  const int descriptor = socket.impl()->sockfd();
  const auto ticket = has_room(address) ? watch_.watch(descriptor, deadline) : 0;
  if (ticket == 0) {
    ++refused_;
    return false;
  }
  ++admitted_;
  ++per_address_[address];
  entries_.insert_or_assign(descriptor, Entry{std::move(address), ticket, Phase::idle});
  return true;
}

void ServedConnections::release(const Poco::Net::StreamSocket& socket) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(socket.impl()->sockfd());
  if (found == entries_.end()) return;
  watch_.forget(found->second.ticket);
  const auto count = per_address_.find(found->second.address);
  if (--count->second == 0) per_address_.erase(count);
  entries_.erase(found);
  released_.notify_all();
}

bool ServedConnections::set_deadline(const Poco::Net::StreamSocket& socket, DeadlineWatch::Clock::time_point deadline,
                                     Phase phase) {
  using Ends = DeadlineWatch::Ends;
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(socket.impl()->sockfd());
  if (found == entries_.end()) return false;
  watch_.set_deadline(found->second.ticket, deadline, phase == Phase::answering ? Ends::everything : Ends::reading);
  found->second.phase = phase;
  return phase != Phase::idle || !is_stopping_;
}

void ServedConnections::mark_busy(const Poco::Net::StreamSocket& socket) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(socket.impl()->sockfd());
  if (found != entries_.end()) found->second.phase = Phase::reading;
}

bool ServedConnections::has_expired(const Poco::Net::StreamSocket& socket) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(socket.impl()->sockfd());
  return found != entries_.end() && watch_.has_expired(found->second.ticket);
}

void ServedConnections::drain(DeadlineWatch::Clock::time_point end) {
  std::unique_lock lock(mutex_);
  is_stopping_ = true;
  for (const auto& [descriptor, entry] : entries_) {
    if (entry.phase == Phase::idle) watch_.shut_down_now(entry.ticket);
  }
  // The idle ones end by themselves; those that never got a thread have no owner left that would release them.
  const auto are_all_idle = [this] {
    return std::ranges::all_of(entries_, [](const auto& entry) { return entry.second.phase == Phase::idle; });
  };
  if (released_.wait_until(lock, end, are_all_idle)) return;
  for (const auto& [descriptor, entry] : entries_) watch_.shut_down_now(entry.ticket);
}

ServedConnections::Counts ServedConnections::counts() {
  const std::lock_guard lock(mutex_);
  return {entries_.size(), admitted_, refused_};
}

}  // namespace sceau
