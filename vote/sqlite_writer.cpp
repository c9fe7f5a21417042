// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_writer.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace sceau {
namespace {

constexpr int pages_before_checkpoint = 1000;

constexpr std::string_view dead = "the store is dead since a write failed";

Error not_recorded(std::string detail) { return {Reason::vote_not_recorded, std::move(detail)}; }

}  // namespace

SqliteWriter::SqliteWriter(SqliteConnection connection, Settings settings)
    : connection_(std::move(connection)), settings_(std::move(settings)), thread_([this] { run(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

Status SqliteWriter::commit(Work work) {
  std::future<Status> answer;
  {
    const std::lock_guard lock(mutex_);
    if (is_dead_) return not_recorded(std::string(dead));
    if (is_stopping_) return not_recorded("the store is being closed");
    answer = queue_.emplace_back(std::move(work), std::promise<Status>()).answer.get_future();
  }
  arrived_.notify_one();
  return answer.get();
}

bool SqliteWriter::is_dead() const {
  const std::lock_guard lock(mutex_);
  return is_dead_;
}

void SqliteWriter::run() {
  while (true) {
    auto group = next_group();
    if (group.empty()) return;
    write(group);
    copy_log_to_database();
  }
}

// Empty only at the end.
std::vector<SqliteWriter::Waiting> SqliteWriter::next_group() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return !queue_.empty() || is_stopping_; });
  arrived_.wait_for(lock, settings_.gathering,
                    [this] { return queue_.size() >= settings_.most_works || is_stopping_; });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), settings_.most_works));
  const auto end = queue_.begin() + count;
  std::vector<Waiting> group(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return group;
}

void SqliteWriter::write(std::span<Waiting> group) {
  const auto written = is_dead() ? Status(not_recorded(std::string(dead))) : write_together(group);
  if (!written && connection_.failed_for_good()) die(written.error());
  if (!written && written.error().reason == Reason::vote_not_recorded) needs_space_ = true;
  // One work that cannot be done must not take the others with it.
  if (!written && group.size() > 1 && !is_dead()) {
    for (auto& waiting : group) write({&waiting, 1});
    return;
  }
  for (auto& waiting : group) waiting.answer.set_value(written);
}

Status SqliteWriter::write_together(std::span<Waiting> group) {
  auto done = connection_.execute("BEGIN IMMEDIATE");
  for (const auto& waiting : group) {
    if (done) done = waiting.work(connection_);
  }
  if (done) done = connection_.execute("COMMIT");
  if (!done && connection_.is_in_transaction()) {
    const auto undone = connection_.execute("ROLLBACK");
    if (!undone) return undone;
  }
  return done;
}

// After the answers were given, so that nobody waits for it. What was copied is written over: on a full disk the
// write-ahead log makes room for itself where the database still can grow.
void SqliteWriter::copy_log_to_database() {
  const bool is_due = connection_.pages_in_log() >= pages_before_checkpoint || needs_space_;
  if (is_dead() || !is_due) return;
  needs_space_ = false;
  const auto copied = connection_.checkpoint(SqliteConnection::Checkpoint::passive);
  if (!copied && connection_.failed_for_good()) die(copied.error());
}

void SqliteWriter::die(const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(is_dead_, true)) return;
  }
  if (settings_.on_death) settings_.on_death(error);
}

}  // namespace sceau
