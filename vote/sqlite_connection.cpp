// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace sceau {
namespace {

constexpr int lock_timeout_milliseconds = 10'000;

// Before every use of a database. Checkpoints are ours: SQLite's automatic ones, and that of closing, pass over a
// failed fsync in silence.
constexpr const char* settings = R"(
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA wal_autocheckpoint = 0;
PRAGMA journal_size_limit = 67108864;
PRAGMA temp_store = MEMORY;
PRAGMA secure_delete = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
)";

int remember_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

int bind(sqlite3_stmt* statement, int place, const SqliteValue& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int place;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
    // No data would be bound as NULL.
    int operator()(ByteView bytes) const {
      return bytes.empty() ? sqlite3_bind_zeroblob(statement, place, 0)
                           : sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_STATIC);
    }
    int operator()(std::string_view text) const {
      return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
  };
  return std::visit(Binder{statement, place}, value);
}

Error not_usable(const Path& file, const char* why) {
  return {Reason::vote_store_not_usable, fmt::format("{}: {}", file.string(), why)};
}

}  // namespace

void CloseSqlite::operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
void FinalizeSqlite::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

SqliteRows::~SqliteRows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Result<bool> SqliteRows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return connection_->failure(code);
}

std::int64_t SqliteRows::number(int column) const { return sqlite3_column_int64(statement_, column); }

Bytes SqliteRows::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? Bytes() : Bytes(data, data + size);
}

Result<SqliteConnection> SqliteConnection::open(const Path& file, Access access, const std::string& vfs) {
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, vfs.empty() ? nullptr : vfs.c_str());
  SqliteConnection connection(database);
  if (code != SQLITE_OK) return not_usable(file, sqlite3_errstr(code));
  sqlite3_busy_timeout(database, lock_timeout_milliseconds);
  const bool is_strict = sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr) == SQLITE_OK &&
                         sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr) == SQLITE_OK &&
                         sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr) == SQLITE_OK;
  if (!is_strict || !connection.run_script(settings)) return not_usable(file, sqlite3_errmsg(database));
  // Setting wal_autocheckpoint takes the hook away.
  sqlite3_wal_hook(database, remember_pages, connection.pages_in_log_.get());
  return connection;
}

Status SqliteConnection::execute(std::string_view sql, std::initializer_list<SqliteValue> values) {
  auto rows = query(sql, values);
  if (!rows) return rows.error();
  const auto row = rows->next();
  if (!row) return row.error();
  return Done{};
}

Result<SqliteRows> SqliteConnection::query(std::string_view sql, std::initializer_list<SqliteValue> values) {
  const auto statement = prepared(sql);
  if (!statement) return statement.error();
  SqliteRows rows(*this, *statement);
  int place = 0;
  for (const auto& value : values) {
    const int code = bind(*statement, ++place, value);
    if (code != SQLITE_OK) return failure(code);
  }
  return rows;
}

Result<std::optional<std::int64_t>> SqliteConnection::number(std::string_view sql,
                                                             std::initializer_list<SqliteValue> values) {
  auto rows = query(sql, values);
  if (!rows) return rows.error();
  const auto row = rows->next();
  if (!row) return row.error();
  if (!*row) return std::optional<std::int64_t>();
  return std::optional(rows->number(0));
}

Status SqliteConnection::run_script(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return Done{};
}

Status SqliteConnection::checkpoint(Checkpoint mode) {
  const int kind = mode == Checkpoint::full ? SQLITE_CHECKPOINT_FULL : SQLITE_CHECKPOINT_PASSIVE;
  int pages = 0;
  int copied = 0;
  const int code = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, kind, &pages, &copied);
  const bool is_held_up = mode == Checkpoint::passive && (code & 0xff) == SQLITE_BUSY;
  if (code != SQLITE_OK && !is_held_up) return failure(code);
  if (mode == Checkpoint::full && copied != pages) return failure(SQLITE_BUSY);
  return Done{};
}

bool SqliteConnection::is_in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }
std::int64_t SqliteConnection::last_row() const { return sqlite3_last_insert_rowid(database_.get()); }

Result<sqlite3_stmt*> SqliteConnection::prepared(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second.get();
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return failure(code);
  statements_.emplace(sql, statement);
  return statement;
}

// A write that failed for want of space or of the lock wrote no commit record. After any other failure nobody knows
// what is on the disk: the kernel forgets the pages of a failed fsync, so that trying again would seem to succeed.
Error SqliteConnection::failure(int code) {
  const std::string detail = fmt::format("{} ({})", sqlite3_errstr(code), code);
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {Reason::vote_not_recorded, detail};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return {Reason::vote_store_damaged, fmt::format("{}: {}", detail, sqlite3_errmsg(database_.get()))};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: failed_for_good_ = true; return {Reason::vote_store_damaged, detail};
    default: failed_for_good_ = true; return {Reason::vote_not_recorded, detail};
  }
}

}  // namespace sceau
