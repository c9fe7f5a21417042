// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_writes.h"

#include "vote/sqlite_reads.h"

namespace sceau::sqlite {
namespace {

Result<EntryRow> insert_entry(SqliteConnection& connection, const StoredEntry& entry) {
  const auto inserted =
      connection.execute("INSERT INTO entries (type, at, leaf, at_rest, sealed) VALUES (?, ?, ?, ?, ?)",
                         {static_cast<std::int64_t>(entry.type), std::int64_t{entry.at.time_since_epoch().count()},
                          ByteView(entry.leaf), ByteView(entry.at_rest), ByteView(entry.sealed)});
  if (!inserted) return inserted.error();
  const EntryRow row = connection.last_row();
  const auto noted = connection.execute("INSERT INTO unlogged (row) VALUES (?)", {row});
  if (!noted) return noted.error();
  return row;
}

Status insert_request(SqliteConnection& connection, EntryRow row, const Expression& expression) {
  const auto key =
      expression.idempotency_key.empty() ? SqliteValue() : SqliteValue(ByteView(expression.idempotency_key));
  return connection.execute("INSERT INTO requests (row, voter, idempotency_key, request) VALUES (?, ?, ?, ?)",
                            {row, ByteView(expression.voter), key, ByteView(expression.request)});
}

// L23: what stands after a proxy and a form were returned together is the proxy.
Status set_participation(SqliteConnection& connection, EntryRow row, const Expression& expression,
                         ModeDecision decision) {
  const auto mode = decision == ModeDecision::merge ? ParticipationMode::proxy : expression.mode;
  return connection.execute(
      "INSERT INTO participation (voter, mode, row) VALUES (?, ?, ?) "
      "ON CONFLICT (voter) DO UPDATE SET mode = excluded.mode, row = excluded.row",
      {ByteView(expression.voter), static_cast<std::int64_t>(mode), row});
}

AppendOutcome outcome_of(Reason reason) {
  return reason == Reason::vote_already_voted ? AppendOutcome::already_voted : AppendOutcome::mode_already_chosen;
}

// Only what chooses a mode is asked for; the decision itself is decide_mode's alone.
Result<Appended> append_expression(SqliteConnection& connection, const StoredEntry& entry,
                                   const Expression& expression) {
  const auto standing = participation_of(connection, expression.voter);
  if (!standing) return standing.error();
  const auto chosen = *standing ? (*standing)->mode : ParticipationMode::none;
  const auto decision = decide_mode(chosen, expression.mode, expression.channel, expression.articles_allow_change);
  if (!decision) return Appended{outcome_of(decision.error().reason), *standing ? (*standing)->row : 0};

  const auto row = insert_entry(connection, entry);
  if (!row) return row.error();
  const auto participates = set_participation(connection, *row, expression, *decision);
  if (!participates) return participates.error();
  const auto requested = insert_request(connection, *row, expression);
  if (!requested) return requested.error();
  return Appended{AppendOutcome::stored, *row};
}

Result<Appended> append_other(SqliteConnection& connection, const StoredEntry& entry,
                              const std::optional<Expression>& expression) {
  const auto row = insert_entry(connection, entry);
  if (!row) return row.error();
  if (expression) {
    const auto requested = insert_request(connection, *row, *expression);
    if (!requested) return requested.error();
  }
  return Appended{AppendOutcome::stored, *row};
}

Result<bool> is_unlogged(SqliteConnection& connection, EntryRow row) {
  const auto found = connection.number("SELECT row FROM unlogged WHERE row = ?", {row});
  if (!found) return found.error();
  return found->has_value();
}

Result<bool> is_overtaken(SqliteConnection& connection, const LogBatch& batch) {
  const auto size = log_size(connection);
  if (!size) return size.error();
  if (*size != batch.size_before) return true;
  for (const auto row : batch.rows) {
    const auto waits = is_unlogged(connection, row);
    if (!waits) return waits.error();
    if (!*waits) return true;
  }
  return false;
}

Status place_in_log(SqliteConnection& connection, LogIndex place, EntryRow row) {
  const auto placed =
      connection.execute("INSERT INTO log (place, row) VALUES (?, ?)", {static_cast<std::int64_t>(place), row});
  if (!placed) return placed;
  return connection.execute("DELETE FROM unlogged WHERE row = ?", {row});
}

}  // namespace

Result<Appended> append(SqliteConnection& connection, const StoredEntry& entry,
                        const std::optional<Expression>& expression) {
  if (entry.type == EntryType::close) return Appended{AppendOutcome::not_last};
  if (expression) {
    const auto seen = find_request(connection, *expression);
    if (!seen) return seen.error();
    if (*seen) return **seen;
  }
  const auto closed = is_closed(connection);
  if (!closed) return closed.error();
  if (*closed && !may_follow_close(entry.type)) return Appended{AppendOutcome::closed};
  if (expression && expression->mode != ParticipationMode::none) {
    return append_expression(connection, entry, *expression);
  }
  return append_other(connection, entry, expression);
}

Result<Appended> append_with(SqliteConnection& connection, const StoredEntry& entry, const BlobChange& change) {
  const auto standing = blob(connection, change.name);
  if (!standing) return standing.error();
  if (*standing != change.before) return Appended{AppendOutcome::overtaken};
  const auto appended = append(connection, entry, std::nullopt);
  if (!appended || appended->outcome != AppendOutcome::stored) return appended;
  const auto put = put_blob(connection, change.name, change.content);
  if (!put) return put.error();
  return appended;
}

Result<Appended> close_with(SqliteConnection& connection, const StoredEntry& entry, LogIndex size) {
  const auto closed = is_closed(connection);
  if (!closed) return closed.error();
  if (*closed) return Appended{AppendOutcome::closed};
  const auto has_size = log_size(connection);
  if (!has_size) return has_size.error();
  const auto waiting = connection.number("SELECT row FROM unlogged LIMIT 1");
  if (!waiting) return waiting.error();
  if (*has_size != size || waiting->has_value() || entry.type != EntryType::close) {
    return Appended{AppendOutcome::not_last};
  }
  return append_other(connection, entry, std::nullopt);
}

Result<BatchOutcome> add_to_log(SqliteConnection& connection, const LogBatch& batch) {
  const auto overtaken = is_overtaken(connection, batch);
  if (!overtaken) return overtaken.error();
  if (*overtaken) return BatchOutcome::overtaken;
  LogIndex place = batch.size_before;
  for (const auto row : batch.rows) {
    const auto placed = place_in_log(connection, place++, row);
    if (!placed) return placed.error();
  }
  const auto signed_off = connection.execute("INSERT INTO checkpoints (size, note) VALUES (?, ?)",
                                             {static_cast<std::int64_t>(place), ByteView(batch.note)});
  if (!signed_off) return signed_off.error();
  return BatchOutcome::added;
}

Status put_credentials(SqliteConnection& connection, std::span<const Credential> credentials) {
  for (const auto& credential : credentials) {
    const auto current =
        connection.number("SELECT generation FROM credentials WHERE voter = ?", {ByteView(credential.voter)});
    if (!current) return current.error();
    if (*current && **current >= credential.generation) {
      return Error{Reason::vote_credential_outdated, "generation " + std::to_string(credential.generation)};
    }
    const auto put = connection.execute("INSERT OR REPLACE INTO credentials (voter, code, generation) VALUES (?, ?, ?)",
                                        {ByteView(credential.voter), ByteView(credential.code), credential.generation});
    if (!put) return put;
  }
  return Done{};
}

Status put_blob(SqliteConnection& connection, std::string_view name, ByteView content) {
  return connection.execute("INSERT OR REPLACE INTO blobs (name, content) VALUES (?, ?)", {name, content});
}

Status add_timestamp(SqliteConnection& connection, const StoredTimestamp& timestamp) {
  return connection.execute("INSERT INTO timestamps (size, token) VALUES (?, ?)",
                            {static_cast<std::int64_t>(timestamp.size), ByteView(timestamp.token)});
}

}  // namespace sceau::sqlite
