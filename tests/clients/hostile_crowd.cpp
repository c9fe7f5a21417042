// SPDX-License-Identifier: Apache-2.0
#include "tests/clients/hostile_crowd.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <span>

namespace sceau::test {
namespace {

constexpr auto between_steps = std::chrono::seconds(1);
constexpr auto before_return = std::chrono::milliseconds(200);
constexpr std::size_t returns_at_once = 20;  // for each look: a crowd that connects all at once would only measure TLS
constexpr int look_milliseconds = 50;
constexpr int small_buffer_bytes = 2048;

}  // namespace

const char* name_of(Slowness slowness) {
  switch (slowness) {
    case Slowness::before_the_hello: return "silent before the TLS hello";
    case Slowness::in_the_head: return "slow in the headers";
    case Slowness::in_the_body: return "slow in the body";
    case Slowness::in_reading: return "slow in reading";
  }
  return "";
}

std::string HostileCrowd::quick_part() const {
  const auto version = " HTTP/1.1\r\nHost: " + plan_.host + "\r\n";
  switch (slowness_) {
    case Slowness::before_the_hello: return "";
    case Slowness::in_the_head: return "POST " + plan_.post_target + version;
    case Slowness::in_the_body: return "POST " + plan_.post_target + version + "Content-Length: 5000\r\n\r\n<form>";
    case Slowness::in_reading: break;
  }
  std::string many;
  for (int i = 0; i < 200; ++i) many += "GET " + plan_.page_target + version + "\r\n";
  return many;
}

HostileCrowd::HostileCrowd(const CrowdPlan& plan, Slowness slowness)
    : plan_(plan),
      slowness_(slowness),
      quick_part_(quick_part()),
      clients_(plan.clients),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

HostileCrowd::~HostileCrowd() {
  thread_.request_stop();
  thread_.join();
  ::close(epoll_);
}

void HostileCrowd::run(const std::stop_token& stop) {
  for (std::size_t i = 0; i < clients_.size(); ++i) clients_[i].from = loopback_address(i % plan_.addresses);
  std::array<epoll_event, 256> events;
  while (!stop.stop_requested()) {
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), look_milliseconds);
    for (const auto& event : std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
      // A connection that was reset may still hold bytes to be read, so reading alone would not show it.
      if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) {
        leave(clients_[event.data.u64]);
      } else {
        advance(event.data.u64);
      }
    }
    const auto now = Clock::now();
    std::size_t returns = 0;
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      if (clients_[i].next > now) continue;
      if (clients_[i].stage == Stage::slow) step(i);
      if (clients_[i].stage == Stage::absent && returns++ < returns_at_once) come_back(i);
    }
  }
  clients_.clear();
}

void HostileCrowd::become(Client& client, Stage stage) {
  if (client.stage == Stage::slow) --held_;
  if (stage == Stage::slow) ++held_;
  client.stage = stage;
}

void HostileCrowd::leave(Client& client) {
  if (client.stage == Stage::absent) return;
  ++thrown_out_;
  become(client, Stage::absent);
  client.connection.reset();
  client.next = Clock::now() + before_return;
}

void HostileCrowd::come_back(std::size_t number) {
  auto& client = clients_[number];
  const int buffer = slowness_ == Slowness::in_reading ? small_buffer_bytes : 0;
  client.connection = std::make_unique<TlsConnection>(context_, plan_.server, client.from, buffer);
  if (!client.connection->is_open()) {
    client.connection.reset();
    client.next = Clock::now() + before_return;
    return;
  }
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.u64 = number;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.connection->descriptor(), &event);
  client.left = quick_part_;
  become(client, slowness_ == Slowness::before_the_hello ? Stage::slow : Stage::greeting);
  client.next = Clock::now() + between_steps;
}

// As far as it goes without waiting.
void HostileCrowd::advance(std::size_t number) {
  auto& client = clients_[number];
  if (client.stage == Stage::greeting) {
    const auto progress = client.connection->greet();
    if (progress == Progress::closed) return leave(client);
    if (progress == Progress::done) become(client, Stage::hurrying);
  }
  if (client.stage == Stage::hurrying) {
    const auto progress = client.connection->send(client.left);
    if (progress == Progress::closed) return leave(client);
    // Who reads slowly has hurried enough when the server takes no more: it waits for us.
    if (progress == Progress::done || slowness_ == Slowness::in_reading) become(client, Stage::slow);
  }
}

// What a slow client does once a second; this is also how it sees that it was thrown out.
void HostileCrowd::step(std::size_t number) {
  auto& client = clients_[number];
  client.next = Clock::now() + between_steps;
  char c = 0;
  if (slowness_ == Slowness::before_the_hello || slowness_ == Slowness::in_reading) {
    const auto count = ::recv(client.connection->descriptor(), &c, 1, MSG_DONTWAIT);
    if (count == 0 || (count < 0 && errno != EAGAIN)) leave(client);
    return;
  }
  const bool has_ended = ::recv(client.connection->descriptor(), &c, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
  std::string_view drop = slowness_ == Slowness::in_the_head ? "X-Slow: 1\r\n" : " ";
  if (has_ended || client.connection->send(drop) == Progress::closed) leave(client);
}

}  // namespace sceau::test
