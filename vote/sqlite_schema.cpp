// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_schema.h"

#include <fmt/format.h>

namespace sceau {
namespace {

constexpr std::int64_t application = 0x53434541;  // "SCEA"
constexpr std::int64_t version = 1;

// Type 8 is the close: there is one at most. Whatever is not in the log yet stands in `unlogged`, so that nobody has to
// trust an order of rows to find it.
constexpr const char* tables = R"(
CREATE TABLE entries (
  row INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  at INTEGER NOT NULL,
  leaf BLOB NOT NULL UNIQUE CHECK (length(leaf) = 32),
  at_rest BLOB NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_close ON entries (type) WHERE type = 8;

CREATE TABLE requests (
  row INTEGER PRIMARY KEY REFERENCES entries,
  voter BLOB NOT NULL CHECK (length(voter) > 0),
  idempotency_key BLOB,
  request BLOB NOT NULL CHECK (length(request) > 0)
) STRICT;
CREATE UNIQUE INDEX request_by_key ON requests (voter, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX request_by_content ON requests (voter, request);

CREATE TABLE participation (
  voter BLOB PRIMARY KEY,
  mode INTEGER NOT NULL,
  row INTEGER NOT NULL UNIQUE REFERENCES entries
) STRICT, WITHOUT ROWID;

CREATE TABLE unlogged (row INTEGER PRIMARY KEY REFERENCES entries) STRICT;
CREATE TABLE log (
  place INTEGER PRIMARY KEY,
  row INTEGER NOT NULL UNIQUE REFERENCES entries
) STRICT;
CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
CREATE TABLE timestamps (
  number INTEGER PRIMARY KEY,
  size INTEGER NOT NULL REFERENCES checkpoints,
  token BLOB NOT NULL
) STRICT;

CREATE TABLE credentials (
  voter BLOB PRIMARY KEY,
  code BLOB NOT NULL,
  generation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE blobs (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
)";

std::string append_only(std::string_view table) {
  return fmt::format(
      "CREATE TRIGGER {0}_stay BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} are never changed'); END;\n"
      "CREATE TRIGGER {0}_keep BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} are never deleted'); END;\n",
      table);
}

std::string schema() {
  std::string script = tables;
  for (const auto* table : {"entries", "requests", "log", "checkpoints", "timestamps"}) script += append_only(table);
  return script + fmt::format("PRAGMA application_id = {};\nPRAGMA user_version = {};\n", application, version);
}

Result<bool> is_empty(SqliteConnection& connection) {
  const auto objects = connection.number("SELECT count(*) FROM sqlite_schema");
  if (!objects) return objects.error();
  return **objects == 0;
}

// SQLite stays with a rollback journal, without an error, where the file system cannot share memory.
Status require_write_ahead_log(SqliteConnection& connection) {
  auto mode = connection.query("PRAGMA journal_mode = WAL");
  if (!mode) return mode.error();
  const auto row = mode->next();
  if (!row) return row.error();
  if (!*row || as_text(mode->bytes(0)) != "wal") {
    return Error{Reason::vote_store_not_usable, "no write-ahead log on this file system"};
  }
  return Done{};
}

}  // namespace

Status check_schema(SqliteConnection& connection) {
  const auto is_of = connection.number("PRAGMA application_id");
  if (!is_of) return is_of.error();
  const auto has_version = connection.number("PRAGMA user_version");
  if (!has_version) return has_version.error();
  if (*is_of != application) return Error{Reason::vote_store_not_usable, "a database of another program"};
  if (*has_version != version) {
    return Error{Reason::vote_store_not_usable,
                 fmt::format("version {} of the store; this program knows {}", has_version->value_or(0), version)};
  }
  return Done{};
}

Status prepare_schema(SqliteConnection& connection) {
  const auto is_new = is_empty(connection);
  if (!is_new) return is_new.error();
  if (!*is_new) {
    const auto known = check_schema(connection);
    if (!known) return known;
  }
  const auto mode = require_write_ahead_log(connection);
  if (!mode || !*is_new) return mode;
  return connection.run_script("BEGIN IMMEDIATE;\n" + schema() + "COMMIT;");
}

}  // namespace sceau
