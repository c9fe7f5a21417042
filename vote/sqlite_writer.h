// SPDX-License-Identifier: Apache-2.0
// The one writer of a store: works that arrive together share a transaction and its fsync.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "vote/sqlite_connection.h"

namespace sceau {

class SqliteWriter {
 public:
  // Runs inside a transaction, perhaps twice, the second time in a transaction of its own. An error rolls back what it
  // did.
  using Work = std::function<Status(SqliteConnection&)>;
  struct Settings {
    std::size_t most_works = 256;                     // in one transaction
    std::chrono::microseconds gathering{2000};        // how long the first waits for others
    std::function<void(const Error&)> on_death = {};  // called once, by the writer's thread
  };

  SqliteWriter(SqliteConnection connection, Settings settings);
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;
  // Finishes what was handed in.
  ~SqliteWriter();

  // Blocks until the transaction that has this work is durable, or rolled back. From the first error that leaves the
  // outcome of a commit unknown, every call fails with vote.not_recorded and nothing is tried again.
  Status commit(Work work);
  bool is_dead() const;

 private:
  struct Waiting {
    Work work;
    std::promise<Status> answer;
  };

  void run();
  std::vector<Waiting> next_group();
  void write(std::span<Waiting> group);
  Status write_together(std::span<Waiting> group);
  void copy_log_to_database();
  void die(const Error& error);

  SqliteConnection connection_;
  Settings settings_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Waiting> queue_;
  bool is_stopping_ = false;
  bool is_dead_ = false;
  bool needs_space_ = false;  // of the writer's thread alone
  std::thread thread_;        // last: it uses all the others
};

}  // namespace sceau
