// SPDX-License-Identifier: Apache-2.0
// The embedded store: one SQLite database, with a write-ahead log, every commit synced (synchronous=FULL). Changes are
// made by one thread, which commits what has gathered in 2 ms, at most 256 at a time.
//
// A commit or a checkpoint that fails by anything but a full disk or a lock makes the store dead at once: what the disk
// has is unknown then, and the kernel would let a second fsync succeed. Whoever opens the store next gets all of the
// write-ahead log copied into the database and synced before the first answer, so that nothing is ever answered from
// pages that a failed fsync left in memory alone.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "vote/ballot_store.h"
#include "vote/sqlite_connection.h"
#include "vote/sqlite_writer.h"

namespace sceau {

struct SqliteStoreSettings {
  Path file;  // made with mode 0600 where there is none
  SqliteWriter::Settings writing = {};
  std::string vfs = {};  // tests: a disk that fails
  Disk disk = real_disk();
};

class SqliteStore final : public BallotStore {
 public:
  // Error: vote.store_not_usable.
  static Result<std::unique_ptr<SqliteStore>> open(SqliteStoreSettings settings);

  Result<std::optional<Appended>> find_request(const Expression& expression) override;
  Result<Appended> append(const StoredEntry& entry, const std::optional<Expression>& expression) override;
  Result<Appended> append_with(const StoredEntry& entry, const BlobChange& change) override;
  Result<Appended> close_with(const StoredEntry& entry, LogIndex log_size) override;

  Result<std::vector<UnloggedEntry>> unlogged(std::size_t limit) override;
  Result<BatchOutcome> add_to_log(const LogBatch& batch) override;
  Result<std::vector<LoggedLeaf>> leaves(LogIndex first, std::size_t limit) override;
  Result<std::optional<StoredCheckpoint>> checkpoint_covering(LogIndex index) override;
  Result<std::optional<StoredCheckpoint>> newest_checkpoint() override;

  Result<std::optional<EntryRecord>> entry_at(EntryRow row) override;
  Result<std::vector<EntryRecord>> entries(LogIndex first, std::size_t limit) override;
  Result<std::optional<StandingExpression>> participation_of(ByteView voter) override;
  Result<EntryCounts> counts() override;

  Status put_credentials(std::span<const Credential> credentials) override;
  Result<std::optional<Credential>> credential_of(ByteView voter) override;
  Status put_blob(std::string_view name, ByteView content) override;
  Result<std::optional<Bytes>> blob(std::string_view name) override;
  Status add_timestamp(const StoredTimestamp& timestamp) override;
  Result<std::vector<StoredTimestamp>> timestamps() override;

  bool is_dead() const override { return writer_.is_dead(); }

 private:
  SqliteStore(SqliteConnection writing, SqliteStoreSettings settings)
      : settings_(std::move(settings)), writer_(std::move(writing), settings_.writing) {}
  template <typename T, typename Work>
  Result<T> write(Work work);
  template <typename T, typename Read>
  Result<T> read(Read read);
  Result<SqliteConnection> take_reader();
  void give_back(SqliteConnection reader);

  SqliteStoreSettings settings_;
  std::mutex readers_mutex_;
  std::condition_variable reader_is_back_;
  std::vector<SqliteConnection> idle_readers_;
  std::size_t open_readers_ = 0;
  SqliteWriter writer_;  // last: ends first
};

}  // namespace sceau
