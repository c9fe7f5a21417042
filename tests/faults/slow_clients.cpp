// SPDX-License-Identifier: Apache-2.0
// slow_clients HOST:PORT REQUESTS --host NAME --post TARGET --page TARGET [--clients N] [--seconds N]: a thousand slow
// clients from a hundred loopback addresses, in each of the four ways to be slow, while four honest ones send the
// prepared requests, each once and on a connection of its own. Prints how long these wait. Ends with 1 where one of
// them goes without the answer it was prepared for, or their 99th percentile reaches a second, three times in a row.
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <map>
#include <optional>

#include "tests/clients/hostile_crowd.h"
#include "tests/clients/prepared_requests.h"

namespace sceau::test {
namespace {

using Clock = Latencies::Clock;

constexpr std::size_t honest_clients = 4;
constexpr std::uint32_t honest_address = 0x7f000001;
constexpr auto between_requests = std::chrono::milliseconds(20);
constexpr auto patience = std::chrono::seconds(10);
constexpr double limit_milliseconds = 1000;
constexpr int attempts = 3;

struct Trial {
  Server server;
  std::vector<PreparedRequest> requests;
  std::chrono::seconds seconds;
  mutable std::atomic<std::size_t> taken{0};

  // Nothing where all were sent.
  const PreparedRequest* next() const {
    const auto number = taken++;
    return number < requests.size() ? &requests[number] : nullptr;
  }
};

struct Honest {
  Latencies latencies;
  std::size_t unanswered = 0;
};

bool wait_for(const TlsConnection& connection, Progress progress, Clock::time_point end) {
  pollfd waiting{connection.descriptor(), static_cast<short>(progress == Progress::wants_write ? POLLOUT : POLLIN), 0};
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return left > 0 && ::poll(&waiting, 1, static_cast<int>(left)) == 1;
}

// Repeats a step until it is done.
template <typename Step>
bool complete(const TlsConnection& connection, Clock::time_point end, Step step) {
  for (auto progress = step(); progress != Progress::done; progress = step()) {
    if (progress == Progress::closed || !wait_for(connection, progress, end)) return false;
  }
  return true;
}

// One request on a connection of its own; nothing where no whole answer came.
std::optional<std::string> exchange(const ClientContext& context, const Server& server, std::uint32_t from,
                                    const std::string& request) {
  constexpr std::size_t portion = 16 * 1024;
  const auto end = Clock::now() + patience;
  TlsConnection connection(context, server, from);
  std::string_view left = request;
  std::string answer;
  bool closes = false;
  if (!connection.is_open() || !complete(connection, end, [&] { return connection.greet(); }) ||
      !complete(connection, end, [&] { return connection.send(left); })) {
    return std::nullopt;
  }
  while (answer_length(answer, closes) == 0 || answer.size() < answer_length(answer, closes)) {
    if (!complete(connection, end, [&] { return connection.receive(answer, portion); })) return std::nullopt;
  }
  return answer;
}

Honest ask_until(const Trial& trial, Clock::time_point end) {
  const ClientContext context;
  Honest seen;
  for (const auto* request = trial.next(); request != nullptr && Clock::now() < end; request = trial.next()) {
    const auto begin = Clock::now();
    const auto answer = exchange(context, trial.server, honest_address, last_of_connection(*request));
    seen.latencies.add(Clock::now() - begin);
    if (!answer || answer_status(*answer) != request->status) ++seen.unanswered;
    std::this_thread::sleep_for(between_requests);
  }
  return seen;
}

Honest ask_for_a_while(const Trial& trial) {
  const auto end = Clock::now() + trial.seconds;
  std::vector<Honest> each(honest_clients);
  {
    std::vector<std::jthread> threads;
    for (auto& one : each) threads.emplace_back([&] { one = ask_until(trial, end); });
  }
  Honest all;
  for (const auto& one : each) {
    all.latencies.add_all(one.latencies);
    all.unanswered += one.unanswered;
  }
  return all;
}

void wait_until_held(const HostileCrowd& crowd, std::size_t clients) {
  for (int i = 0; i < 600 && crowd.held() * 100 < clients * 98; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

bool bears(const Trial& trial, const CrowdPlan& plan, Slowness slowness) {
  const HostileCrowd crowd(plan, slowness);
  wait_until_held(crowd, plan.clients);
  const auto held_before = crowd.held();
  const auto honest = ask_for_a_while(trial);
  const auto held = std::min(held_before, crowd.held());
  fmt::print("{:<28} {} of {} held, {} thrown out; honest: {} ballots, {} not answered as they should be, {}\n",
             name_of(slowness), held, plan.clients, crowd.thrown_out(), honest.latencies.count(), honest.unanswered,
             honest.latencies.text());
  std::fflush(stdout);
  return honest.latencies.count() > 0 && honest.unanswered == 0 &&
         honest.latencies.milliseconds(0.99) < limit_milliseconds && held * 10 >= plan.clients * 9;
}

bool bears_at_last(const Trial& trial, const CrowdPlan& plan, Slowness slowness) {
  for (int i = 0; i < attempts; ++i) {
    if (bears(trial, plan, slowness)) return true;
  }
  return false;
}

std::vector<PreparedRequest> requests_in(const std::string& path) {
  auto read = read_prepared(path);
  if (!read || read->empty()) std::exit(64);
  return *std::move(read);
}

int run(const std::string& address, const std::string& requests, std::map<std::string, std::string> options) {
  const auto clients = static_cast<std::size_t>(std::stoul(options["--clients"]));
  const Trial trial{server_at(address), requests_in(requests), std::chrono::seconds(std::stoi(options["--seconds"]))};
  const CrowdPlan plan{trial.server, clients, 100, options["--host"], options["--post"], options["--page"]};
  fmt::print("{} slow clients from {} addresses, {} each\n", clients, plan.addresses,
             (clients + plan.addresses - 1) / plan.addresses);
  fmt::print("{:<28} honest: {}\n", "nobody hostile", ask_for_a_while(trial).latencies.text());
  bool bears_all = true;
  for (const auto slowness :
       {Slowness::before_the_hello, Slowness::in_the_head, Slowness::in_the_body, Slowness::in_reading}) {
    bears_all = bears_at_last(trial, plan, slowness) && bears_all;
  }
  return bears_all ? 0 : 1;
}

void raise_file_limit() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace
}  // namespace sceau::test

int main(int count, char** words) {
  if (count < 3 || count % 2 != 1) return 64;
  std::signal(SIGPIPE, SIG_IGN);
  sceau::test::raise_file_limit();
  std::map<std::string, std::string> options{{"--clients", "1000"}, {"--seconds", "12"}};
  for (int i = 3; i + 1 < count; i += 2) options[words[i]] = words[i + 1];
  return sceau::test::run(words[1], words[2], std::move(options));
}
