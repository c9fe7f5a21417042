// SPDX-License-Identifier: Apache-2.0
// SQLite wrapped once: a connection with its prepared statements, and what its result codes mean for a vote. Used by
// one thread at a time.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "foundation/bytes.h"
#include "foundation/file_bytes.h"
#include "foundation/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sceau {

// monostate is NULL.
using SqliteValue = std::variant<std::monostate, std::int64_t, ByteView, std::string_view>;

struct CloseSqlite {
  void operator()(sqlite3* database) const noexcept;
};
struct FinalizeSqlite {
  void operator()(sqlite3_stmt* statement) const noexcept;
};

class SqliteConnection;

// The rows of a running query. It ends with this object; the connection must outlive it.
class SqliteRows {
 public:
  SqliteRows(SqliteRows&& other) noexcept : connection_(other.connection_), statement_(other.statement_) {
    other.statement_ = nullptr;
  }
  SqliteRows& operator=(SqliteRows&&) = delete;
  ~SqliteRows();

  // Moves on; false at the end. The columns are those of the current row.
  Result<bool> next();
  std::int64_t number(int column) const;
  Bytes bytes(int column) const;

 private:
  friend class SqliteConnection;
  SqliteRows(SqliteConnection& connection, sqlite3_stmt* statement) : connection_(&connection), statement_(statement) {}
  SqliteConnection* connection_;
  sqlite3_stmt* statement_;
};

class SqliteConnection {
 public:
  enum class Access { read_only, read_write };
  // An existing file; an empty `vfs` is SQLite's own. Error: vote.store_not_usable.
  static Result<SqliteConnection> open(const Path& file, Access access, const std::string& vfs);

  // Further errors of all calls: vote.not_recorded, vote.store_damaged. Statements are kept prepared, by text that must
  // outlive the connection.
  Status execute(std::string_view sql, std::initializer_list<SqliteValue> values = {});
  Result<SqliteRows> query(std::string_view sql, std::initializer_list<SqliteValue> values = {});
  // The first column of the first row.
  Result<std::optional<std::int64_t>> number(std::string_view sql, std::initializer_list<SqliteValue> values = {});
  // Several statements without values, not kept prepared.
  Status run_script(const std::string& sql);

  // Copies what the write-ahead log holds into the database file and syncs that. A passive one copies what it can and
  // waits for nobody; a full one waits for readers of older states and must copy everything.
  enum class Checkpoint { passive, full };
  Status checkpoint(Checkpoint mode);
  // Pages in the write-ahead log after the last commit of this connection.
  int pages_in_log() const { return *pages_in_log_; }

  bool is_in_transaction() const;
  std::int64_t last_row() const;
  // Was there an error that leaves the outcome of a write unknown, or the file unfit? Not so when the disk was full or
  // the lock was held by another process: then nothing was written.
  bool failed_for_good() const { return failed_for_good_; }
  sqlite3* handle() const { return database_.get(); }

 private:
  friend class SqliteRows;
  explicit SqliteConnection(sqlite3* database) : database_(database), pages_in_log_(std::make_unique<int>(0)) {}
  Result<sqlite3_stmt*> prepared(std::string_view sql);
  Error failure(int code);

  std::unique_ptr<sqlite3, CloseSqlite> database_;
  // After the database: statements are finalized before it is closed.
  std::unordered_map<std::string_view, std::unique_ptr<sqlite3_stmt, FinalizeSqlite>> statements_;
  std::unique_ptr<int> pages_in_log_;
  bool failed_for_good_ = false;
};

}  // namespace sceau
