// SPDX-License-Identifier: Apache-2.0
#include "bench/intake/load_run.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <deque>

namespace sceau::bench {
namespace {

using Clock = test::Latencies::Clock;
using test::Progress;

constexpr auto patience = std::chrono::seconds(30);
constexpr std::size_t portion_bytes = 16 * 1024;

class LoadRun {
 public:
  explicit LoadRun(const LoadPlan& plan) : plan_(plan), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
  ~LoadRun() { ::close(epoll_); }
  LoadRun(const LoadRun&) = delete;
  LoadRun& operator=(const LoadRun&) = delete;

  LoadOutcome run() {
    begin_ = Clock::now();
    while (is_sending() || busy_ > 0) {
      while (is_sending() && is_due()) launch();
      wait();
    }
    outcome_.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
    return std::move(outcome_);
  }

 private:
  enum class Stage { idle, greeting, sending, receiving, gone };
  struct Exchange {
    std::unique_ptr<test::TlsConnection> connection;
    Stage stage = Stage::gone;
    bool is_fresh = true;  // the connection has carried no request before
    std::size_t request = 0;
    Clock::time_point due{};
    std::string text;
    std::string_view left;
    std::string answer;
  };

  bool is_sending() const {
    const bool has_more = plan_.repeats || outcome_.sent < plan_.requests.size();
    return has_more && Clock::now() - begin_ < plan_.duration;
  }
  Clock::time_point due_time() const {
    const std::chrono::duration<double> offset(static_cast<double>(outcome_.sent) / plan_.per_second);
    return begin_ + std::chrono::duration_cast<Clock::duration>(offset);
  }
  bool is_due() const { return plan_.per_second > 0 ? due_time() <= Clock::now() : busy_ < plan_.in_flight; }

  void launch() {
    const auto due = plan_.per_second > 0 ? due_time() : Clock::now();
    const auto slot = free_slot();
    auto& exchange = exchanges_[slot];
    exchange.request = outcome_.sent++ % plan_.requests.size();
    exchange.due = due;
    const auto& request = plan_.requests[exchange.request];
    exchange.text = plan_.keeps_alive ? request.text : test::last_of_connection(request);
    ++busy_;
    begin_exchange(slot);
  }

  // One whose connection is idle, else a place for a new one.
  std::size_t free_slot() {
    auto& from = idle_.empty() ? gone_ : idle_;
    if (from.empty()) {
      exchanges_.emplace_back();
      return exchanges_.size() - 1;
    }
    const auto slot = from.back();
    from.pop_back();
    return slot;
  }

  void begin_exchange(std::size_t slot) {
    auto& exchange = exchanges_[slot];
    exchange.left = exchange.text;
    exchange.answer.clear();
    exchange.is_fresh = exchange.stage != Stage::idle;
    exchange.stage = exchange.is_fresh ? Stage::greeting : Stage::sending;
    if (exchange.is_fresh && !connect(slot)) return;
    advance(slot);
  }

  bool connect(std::size_t slot) {
    auto& exchange = exchanges_[slot];
    const auto from = test::loopback_address(connections_++ % plan_.addresses);
    exchange.connection = std::make_unique<test::TlsConnection>(context_, plan_.server, from);
    if (!exchange.connection->is_open()) {
      fail(slot);
      return false;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = slot;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, exchange.connection->descriptor(), &event);
    return true;
  }

  void advance(std::size_t slot) {
    auto& exchange = exchanges_[slot];
    if (exchange.stage == Stage::greeting && !step(slot, exchange.connection->greet(), Stage::sending)) return;
    if (exchange.stage == Stage::sending && !step(slot, exchange.connection->send(exchange.left), Stage::receiving)) {
      return;
    }
    while (exchange.stage == Stage::receiving) {
      const auto progress = exchange.connection->receive(exchange.answer, portion_bytes);
      if (!step(slot, progress, Stage::receiving)) return;
      bool closes = false;
      const auto length = test::answer_length(exchange.answer, closes);
      if (length > 0 && exchange.answer.size() >= length) return finish(slot, closes);
    }
    if (exchange.stage == Stage::idle) drop_if_closed(slot);
  }

  // True where the exchange has reached the next stage.
  bool step(std::size_t slot, Progress progress, Stage next) {
    if (progress == Progress::closed) lose(slot);
    if (progress == Progress::done) exchanges_[slot].stage = next;
    return progress == Progress::done;
  }

  // A server may close an idle connection while a request is on its way: that one is sent again, once.
  void lose(std::size_t slot) {
    auto& exchange = exchanges_[slot];
    exchange.connection.reset();
    exchange.stage = Stage::gone;
    if (exchange.is_fresh || !exchange.answer.empty()) return fail(slot);
    begin_exchange(slot);
  }

  void fail(std::size_t slot) {
    auto& exchange = exchanges_[slot];
    exchange.connection.reset();
    exchange.stage = Stage::gone;
    gone_.push_back(slot);
    ++outcome_.failed;
    --busy_;
  }

  void finish(std::size_t slot, bool closes) {
    auto& exchange = exchanges_[slot];
    outcome_.latencies.add(Clock::now() - exchange.due);
    const int status = test::answer_status(exchange.answer);
    const int expected = plan_.requests[exchange.request].status;
    ++outcome_.statuses[status];
    ++outcome_.answered;
    if (expected != 0 && status != expected) ++outcome_.unexpected;
    if (plan_.on_answer) plan_.on_answer(exchange.request, exchange.answer);
    --busy_;
    if (closes) exchange.connection.reset();
    exchange.stage = closes ? Stage::gone : Stage::idle;
    (closes ? gone_ : idle_).push_back(slot);
  }

  void drop_if_closed(std::size_t slot) {
    auto& exchange = exchanges_[slot];
    if (exchange.connection->receive(exchange.answer, 1) != Progress::closed) return;
    exchange.connection.reset();
    exchange.stage = Stage::gone;
    std::erase(idle_, slot);
    gone_.push_back(slot);
  }

  void wait() {
    std::array<epoll_event, 256> events;
    const bool is_late = is_sending() && is_due();
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), is_late ? 0 : 1);
    for (int i = 0; i < count; ++i) {
      const auto slot = events[static_cast<std::size_t>(i)].data.u64;
      if (exchanges_[slot].stage != Stage::gone) advance(slot);
    }
    if (Clock::now() > next_look_) give_up_on_the_lost();
  }

  void give_up_on_the_lost() {
    next_look_ = Clock::now() + std::chrono::seconds(1);
    for (std::size_t slot = 0; slot < exchanges_.size(); ++slot) {
      const auto& exchange = exchanges_[slot];
      const bool is_busy = exchange.stage != Stage::gone && exchange.stage != Stage::idle;
      if (is_busy && Clock::now() - exchange.due > patience) fail(slot);
    }
  }

  const LoadPlan& plan_;
  const test::ClientContext context_;
  int epoll_;
  Clock::time_point begin_{};
  Clock::time_point next_look_{};
  std::deque<Exchange> exchanges_;
  std::vector<std::size_t> idle_;
  std::vector<std::size_t> gone_;
  std::size_t busy_ = 0;
  std::size_t connections_ = 0;
  LoadOutcome outcome_;
};

}  // namespace

LoadOutcome run_load(const LoadPlan& plan) { return LoadRun(plan).run(); }

}  // namespace sceau::bench
