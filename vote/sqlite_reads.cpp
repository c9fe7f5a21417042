// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_reads.h"

#include <limits>

namespace sceau::sqlite {
namespace {

// The first row read by `read`; nothing where there is no row.
template <typename T, typename Read>
Result<std::optional<T>> first_of(Result<SqliteRows> rows, Read read) {
  if (!rows) return rows.error();
  const auto has_row = rows->next();
  if (!has_row) return has_row.error();
  if (!*has_row) return std::optional<T>();
  Result<T> value = read(*rows);
  if (!value) return value.error();
  return std::optional<T>(std::move(*value));
}

template <typename T, typename Read>
Result<std::vector<T>> all_of(Result<SqliteRows> rows, Read read) {
  if (!rows) return rows.error();
  std::vector<T> values;
  while (true) {
    const auto has_row = rows->next();
    if (!has_row) return has_row.error();
    if (!*has_row) return values;
    Result<T> value = read(*rows);
    if (!value) return value.error();
    values.push_back(std::move(*value));
  }
}

Error damaged(std::string detail) { return {Reason::vote_store_damaged, std::move(detail)}; }

Result<EntryType> type_in(const SqliteRows& rows, int column) {
  const auto type = entry_type_numbered(rows.number(column));
  if (!type) return damaged(type.error().detail);
  return *type;
}

Result<ParticipationMode> mode_in(const SqliteRows& rows, int column) {
  const auto mode = static_cast<ParticipationMode>(rows.number(column));
  switch (mode) {
    case ParticipationMode::voting_form:
    case ParticipationMode::proxy:
    case ParticipationMode::admission_card:
    case ParticipationMode::revoked_proxy: return mode;
    case ParticipationMode::none: break;
  }
  return damaged("mode of participation");
}

// Columns: row, place or NULL as -1, type, at, leaf, at_rest, sealed.
Result<EntryRecord> read_record(const SqliteRows& rows) {
  const auto type = type_in(rows, 2);
  if (!type) return type.error();
  const auto place = rows.number(1);
  return EntryRecord{rows.number(0), place < 0 ? std::nullopt : std::optional(static_cast<LogIndex>(place)),
                     StoredEntry{*type, Instant(std::chrono::microseconds(rows.number(3))), rows.bytes(4),
                                 rows.bytes(5), rows.bytes(6)}};
}

Result<StoredCheckpoint> read_checkpoint(const SqliteRows& rows) {
  return StoredCheckpoint{static_cast<LogIndex>(rows.number(0)), rows.bytes(1)};
}

std::int64_t number_of(std::uint64_t value) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  return value > static_cast<std::uint64_t>(most) ? most : static_cast<std::int64_t>(value);
}

struct FoundRequest {
  EntryRow row;
  Bytes request;
};

Result<std::optional<FoundRequest>> request_with_key(SqliteConnection& connection, const Expression& expression) {
  return first_of<FoundRequest>(
      connection.query("SELECT row, request FROM requests WHERE voter = ? AND idempotency_key = ?",
                       {ByteView(expression.voter), ByteView(expression.idempotency_key)}),
      [](const SqliteRows& rows) -> Result<FoundRequest> {
        return FoundRequest{rows.number(0), rows.bytes(1)};
      });
}

Result<std::optional<EntryRow>> row_of_content(SqliteConnection& connection, const Expression& expression) {
  return connection.number("SELECT row FROM requests WHERE voter = ? AND request = ? ORDER BY row DESC LIMIT 1",
                           {ByteView(expression.voter), ByteView(expression.request)});
}

}  // namespace

Result<std::optional<Appended>> find_request(SqliteConnection& connection, const Expression& expression) {
  if (!expression.idempotency_key.empty()) {
    const auto with_key = request_with_key(connection, expression);
    if (!with_key) return with_key.error();
    if (*with_key) {
      const bool is_same = (*with_key)->request == expression.request;
      return std::optional(
          Appended{is_same ? AppendOutcome::replayed : AppendOutcome::idempotency_conflict, (*with_key)->row});
    }
  }
  const auto same = row_of_content(connection, expression);
  if (!same) return same.error();
  if (!*same) return std::optional<Appended>();
  const Appended replayed{AppendOutcome::replayed, **same};
  if (expression.idempotency_key.empty()) return std::optional(replayed);

  // A new key may mean a new act: going back to an earlier choice where the articles allow that.
  const auto standing = participation_of(connection, expression.voter);
  if (!standing) return standing.error();
  const bool still_stands = *standing && (*standing)->row == **same;
  return still_stands ? std::optional(replayed) : std::nullopt;
}

Result<std::optional<StandingExpression>> participation_of(SqliteConnection& connection, ByteView voter) {
  return first_of<StandingExpression>(connection.query("SELECT mode, row FROM participation WHERE voter = ?", {voter}),
                                      [](const SqliteRows& rows) -> Result<StandingExpression> {
                                        const auto mode = mode_in(rows, 0);
                                        if (!mode) return mode.error();
                                        return StandingExpression{*mode, rows.number(1)};
                                      });
}

Result<bool> is_closed(SqliteConnection& connection) {
  const auto close = connection.number("SELECT row FROM entries WHERE type = 8");
  if (!close) return close.error();
  return close->has_value();
}

Result<LogIndex> log_size(SqliteConnection& connection) {
  const auto last = connection.number("SELECT ifnull(max(place), -1) FROM log");
  if (!last) return last.error();
  return static_cast<LogIndex>(last->value_or(-1) + 1);
}

Result<EntryCounts> counts(SqliteConnection& connection) {
  auto rows = connection.query(
      "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM log), EXISTS (SELECT 1 FROM entries WHERE type = "
      "8)");
  const auto counted = first_of<EntryCounts>(std::move(rows), [](const SqliteRows& row) -> Result<EntryCounts> {
    return EntryCounts{static_cast<std::uint64_t>(row.number(0)), static_cast<std::uint64_t>(row.number(1)),
                       row.number(2) != 0};
  });
  if (!counted) return counted.error();
  return counted->value_or(EntryCounts{});
}

Result<std::vector<UnloggedEntry>> unlogged(SqliteConnection& connection, std::size_t limit) {
  return all_of<UnloggedEntry>(
      connection.query("SELECT row, type, leaf FROM unlogged JOIN entries USING (row) ORDER BY row LIMIT ?",
                       {number_of(limit)}),
      [](const SqliteRows& rows) -> Result<UnloggedEntry> {
        const auto type = type_in(rows, 1);
        if (!type) return type.error();
        return UnloggedEntry{rows.number(0), *type, rows.bytes(2)};
      });
}

Result<std::vector<LoggedLeaf>> leaves(SqliteConnection& connection, LogIndex first, std::size_t limit) {
  return all_of<LoggedLeaf>(
      connection.query("SELECT row, leaf FROM log JOIN entries USING (row) WHERE place >= ? ORDER BY place LIMIT ?",
                       {number_of(first), number_of(limit)}),
      [](const SqliteRows& rows) -> Result<LoggedLeaf> {
        return LoggedLeaf{rows.number(0), rows.bytes(1)};
      });
}

Result<std::optional<StoredCheckpoint>> checkpoint_covering(SqliteConnection& connection, LogIndex index) {
  return first_of<StoredCheckpoint>(
      connection.query("SELECT size, note FROM checkpoints WHERE size > ? ORDER BY size LIMIT 1", {number_of(index)}),
      read_checkpoint);
}

Result<std::optional<StoredCheckpoint>> newest_checkpoint(SqliteConnection& connection) {
  return first_of<StoredCheckpoint>(connection.query("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1"),
                                    read_checkpoint);
}

Result<std::optional<EntryRecord>> entry_at(SqliteConnection& connection, EntryRow row) {
  return first_of<EntryRecord>(
      connection.query(
          "SELECT row, ifnull(place, -1), type, at, leaf, at_rest, sealed FROM entries LEFT JOIN log USING "
          "(row) WHERE row = ?",
          {row}),
      read_record);
}

Result<std::vector<EntryRecord>> entries(SqliteConnection& connection, LogIndex first, std::size_t limit) {
  return all_of<EntryRecord>(
      connection.query(
          "SELECT row, place, type, at, leaf, at_rest, sealed FROM log JOIN entries USING (row) WHERE place "
          ">= ? ORDER BY place LIMIT ?",
          {number_of(first), number_of(limit)}),
      read_record);
}

Result<std::optional<Credential>> credential_of(SqliteConnection& connection, ByteView voter) {
  return first_of<Credential>(
      connection.query("SELECT voter, code, generation FROM credentials WHERE voter = ?", {voter}),
      [](const SqliteRows& rows) -> Result<Credential> {
        return Credential{rows.bytes(0), rows.bytes(1), rows.number(2)};
      });
}

Result<std::optional<Bytes>> blob(SqliteConnection& connection, std::string_view name) {
  return first_of<Bytes>(connection.query("SELECT content FROM blobs WHERE name = ?", {name}),
                         [](const SqliteRows& rows) -> Result<Bytes> { return rows.bytes(0); });
}

Result<std::vector<StoredTimestamp>> timestamps(SqliteConnection& connection) {
  return all_of<StoredTimestamp>(connection.query("SELECT size, token FROM timestamps ORDER BY number"),
                                 [](const SqliteRows& rows) -> Result<StoredTimestamp> {
                                   return StoredTimestamp{static_cast<LogIndex>(rows.number(0)), rows.bytes(1)};
                                 });
}

}  // namespace sceau::sqlite
