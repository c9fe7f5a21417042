// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>

#include <cerrno>
#include <utility>

#include "vote/sqlite_reads.h"
#include "vote/sqlite_schema.h"
#include "vote/sqlite_writes.h"

namespace sceau {
namespace {

constexpr std::size_t most_readers = 8;

Error not_usable(const Path& path, int error) {
  return {Reason::vote_store_not_usable, fmt::format("{}: {}", path.string(), strerrordesc_np(error))};
}

// SQLite gives its other files the mode of this one.
Status create_private(const SqliteStoreSettings& settings) {
  const int descriptor = settings.disk.open(settings.file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return not_usable(settings.file, errno);
  if (settings.disk.close(descriptor) != 0) return not_usable(settings.file, errno);
  return Done{};
}

// SQLite passes over a failed fsync of the folder.
Status sync_folder(const SqliteStoreSettings& settings) {
  const auto folder = std::filesystem::absolute(settings.file).parent_path();
  const int descriptor = settings.disk.open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0) return not_usable(folder, errno);
  const bool is_synced = settings.disk.fsync(descriptor) == 0;
  const int error = errno;
  settings.disk.close(descriptor);
  if (!is_synced) return not_usable(folder, error);
  return Done{};
}

Error as_not_usable(const Error& error) { return {Reason::vote_store_not_usable, error.detail}; }

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(SqliteStoreSettings settings) {
  const auto created = create_private(settings);
  if (!created) return created.error();
  auto connection = SqliteConnection::open(settings.file, SqliteConnection::Access::read_write, settings.vfs);
  if (!connection) return connection.error();
  const auto prepared = prepare_schema(*connection);
  if (!prepared) return as_not_usable(prepared.error());
  const auto copied = connection->checkpoint(SqliteConnection::Checkpoint::full);
  if (!copied) return as_not_usable(copied.error());
  const auto synced = sync_folder(settings);
  if (!synced) return synced.error();
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(*connection), std::move(settings)));
}

template <typename T, typename Work>
Result<T> SqliteStore::write(Work work) {
  std::optional<T> result;
  const auto committed = writer_.commit([&](SqliteConnection& connection) -> Status {
    auto done = work(connection);
    if (!done) return done.error();
    result = std::move(*done);
    return Done{};
  });
  if (!committed) return committed.error();
  return std::move(*result);
}

template <typename T, typename Read>
Result<T> SqliteStore::read(Read read) {
  if (is_dead()) return Error{Reason::vote_not_recorded, "the store is dead since a write failed"};
  auto reader = take_reader();
  if (!reader) return reader.error();
  Result<T> result = read(*reader);
  give_back(std::move(*reader));
  return result;
}

Result<SqliteConnection> SqliteStore::take_reader() {
  {
    std::unique_lock lock(readers_mutex_);
    reader_is_back_.wait(lock, [this] { return !idle_readers_.empty() || open_readers_ < most_readers; });
    if (!idle_readers_.empty()) {
      auto reader = std::move(idle_readers_.back());
      idle_readers_.pop_back();
      return reader;
    }
    ++open_readers_;
  }
  auto reader = SqliteConnection::open(settings_.file, SqliteConnection::Access::read_only, settings_.vfs);
  if (!reader) {
    const std::lock_guard lock(readers_mutex_);
    --open_readers_;
    reader_is_back_.notify_one();
  }
  return reader;
}

void SqliteStore::give_back(SqliteConnection reader) {
  {
    const std::lock_guard lock(readers_mutex_);
    idle_readers_.push_back(std::move(reader));
  }
  reader_is_back_.notify_one();
}

Result<std::optional<Appended>> SqliteStore::find_request(const Expression& expression) {
  return read<std::optional<Appended>>([&](auto& connection) { return sqlite::find_request(connection, expression); });
}

Result<Appended> SqliteStore::append(const StoredEntry& entry, const std::optional<Expression>& expression) {
  return write<Appended>([&](auto& connection) { return sqlite::append(connection, entry, expression); });
}

Result<Appended> SqliteStore::append_with(const StoredEntry& entry, const BlobChange& change) {
  return write<Appended>([&](auto& connection) { return sqlite::append_with(connection, entry, change); });
}

Result<Appended> SqliteStore::close_with(const StoredEntry& entry, LogIndex log_size) {
  return write<Appended>([&](auto& connection) { return sqlite::close_with(connection, entry, log_size); });
}

Result<std::vector<UnloggedEntry>> SqliteStore::unlogged(std::size_t limit) {
  return read<std::vector<UnloggedEntry>>([&](auto& connection) { return sqlite::unlogged(connection, limit); });
}

Result<BatchOutcome> SqliteStore::add_to_log(const LogBatch& batch) {
  return write<BatchOutcome>([&](auto& connection) { return sqlite::add_to_log(connection, batch); });
}

Result<std::vector<LoggedLeaf>> SqliteStore::leaves(LogIndex first, std::size_t limit) {
  return read<std::vector<LoggedLeaf>>([&](auto& connection) { return sqlite::leaves(connection, first, limit); });
}

Result<std::optional<StoredCheckpoint>> SqliteStore::checkpoint_covering(LogIndex index) {
  return read<std::optional<StoredCheckpoint>>(
      [&](auto& connection) { return sqlite::checkpoint_covering(connection, index); });
}

Result<std::optional<StoredCheckpoint>> SqliteStore::newest_checkpoint() {
  return read<std::optional<StoredCheckpoint>>([](auto& connection) { return sqlite::newest_checkpoint(connection); });
}

Result<std::optional<EntryRecord>> SqliteStore::entry_at(EntryRow row) {
  return read<std::optional<EntryRecord>>([&](auto& connection) { return sqlite::entry_at(connection, row); });
}

Result<std::vector<EntryRecord>> SqliteStore::entries(LogIndex first, std::size_t limit) {
  return read<std::vector<EntryRecord>>([&](auto& connection) { return sqlite::entries(connection, first, limit); });
}

Result<std::optional<StandingExpression>> SqliteStore::participation_of(ByteView voter) {
  return read<std::optional<StandingExpression>>(
      [&](auto& connection) { return sqlite::participation_of(connection, voter); });
}

Result<EntryCounts> SqliteStore::counts() {
  return read<EntryCounts>([](auto& connection) { return sqlite::counts(connection); });
}

Status SqliteStore::put_credentials(std::span<const Credential> credentials) {
  return write<Done>([&](auto& connection) { return sqlite::put_credentials(connection, credentials); });
}

Result<std::optional<Credential>> SqliteStore::credential_of(ByteView voter) {
  return read<std::optional<Credential>>([&](auto& connection) { return sqlite::credential_of(connection, voter); });
}

Status SqliteStore::put_blob(std::string_view name, ByteView content) {
  return write<Done>([&](auto& connection) { return sqlite::put_blob(connection, name, content); });
}

Result<std::optional<Bytes>> SqliteStore::blob(std::string_view name) {
  return read<std::optional<Bytes>>([&](auto& connection) { return sqlite::blob(connection, name); });
}

Status SqliteStore::add_timestamp(const StoredTimestamp& timestamp) {
  return write<Done>([&](auto& connection) { return sqlite::add_timestamp(connection, timestamp); });
}

Result<std::vector<StoredTimestamp>> SqliteStore::timestamps() {
  return read<std::vector<StoredTimestamp>>([](auto& connection) { return sqlite::timestamps(connection); });
}

}  // namespace sceau
