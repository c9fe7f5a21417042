// SPDX-License-Identifier: Apache-2.0
#include "vote/kept_tables.h"

#include "crypto/digest.h"
#include "foundation/durable_names.h"

namespace sceau {
namespace {

constexpr std::size_t most_table_bytes = std::size_t{512} << 20;
constexpr std::size_t most_statement_bytes = std::size_t{1} << 20;

Path statement_path(const Path& folder, TypedTableKind kind) { return folder / statement_file(kind); }
Path next_path(const Path& folder, TypedTableKind kind) { return folder / (statement_file(kind) + ".next"); }

// Nothing where there is no such file.
Result<std::optional<Bytes>> read_if_there(const Path& path, std::size_t limit) {
  auto bytes = read_file(path, limit);
  if (bytes) return std::optional(std::move(*bytes));
  if (bytes.error().reason == Reason::file_not_found) return std::optional<Bytes>();
  return bytes.error();
}

// Nothing where the statement is about other bytes, or is none.
Result<std::optional<OperatorStatement>> statement_about(const std::optional<Bytes>& xml, ByteView csv) {
  if (!xml) return std::optional<OperatorStatement>();
  auto statement = read_statement(*xml);
  const auto hash = digest(DigestAlgorithm::sha256, csv);
  if (!hash) return hash.error();
  if (!statement || statement->sha256 != *hash) return std::optional<OperatorStatement>();
  return std::optional(std::move(*statement));
}

// A statement that waits for its table holds as soon as that is there.
Result<std::optional<Bytes>> standing_statement(const Path& folder, TypedTableKind kind, ByteView csv) {
  auto next = read_if_there(next_path(folder, kind), most_statement_bytes);
  if (!next) return next;
  const auto holds = statement_about(*next, csv);
  if (!holds) return holds.error();
  return *holds ? next : read_if_there(statement_path(folder, kind), most_statement_bytes);
}

// Of the same bytes: has the same operator signed for them, or nobody, or another one?
enum class Signed { by_nobody, by_the_same, by_another };
Result<Signed> signed_before(const Path& folder, TypedTableKind kind, const TypedTable& table) {
  const auto xml = standing_statement(folder, kind, table.csv);
  if (!xml) return xml.error();
  const auto standing = statement_about(*xml, table.csv);
  if (!standing) return standing.error();
  if (!*standing) return Signed::by_nobody;
  const auto ours = read_statement(table.statement);
  if (!ours) return ours.error();
  return ours->operator_name == (*standing)->operator_name ? Signed::by_the_same : Signed::by_another;
}

// A statement that a killed run left waiting gets its name, before another one waits in its place.
Status settle(const Path& folder, TypedTableKind kind, ByteView csv, const Disk& disk) {
  const auto next = read_if_there(next_path(folder, kind), most_statement_bytes);
  if (!next) return next.error();
  const auto holds = statement_about(*next, csv);
  if (!holds) return holds.error();
  return *holds ? move_over(next_path(folder, kind), statement_path(folder, kind), disk) : Status(Done{});
}

// The statement first, under its waiting name; then its table; then its own name.
Status write_pair(const Path& folder, TypedTableKind kind, const TypedTable& table, Existing existing,
                  const Disk& disk) {
  const WriteOptions ours{.existing = Existing::replace, .mode = 0600};
  const auto next = next_path(folder, kind);
  if (auto written = write_atomically(next, table.statement, ours, disk); !written) return written;
  const WriteOptions as_told{.existing = existing, .mode = 0600};
  if (auto written = write_atomically(folder / table_file(kind), table.csv, as_told, disk); !written) return written;
  return move_over(next, statement_path(folder, kind), disk);
}

}  // namespace

Result<std::optional<TypedTable>> kept_table(const Path& folder, TypedTableKind kind) {
  const auto path = folder / table_file(kind);
  auto csv = read_if_there(path, most_table_bytes);
  if (!csv) return csv.error();
  if (!*csv) return std::optional<TypedTable>();
  auto statement = standing_statement(folder, kind, **csv);
  if (!statement) return statement.error();
  if (!*statement) return Error{Reason::vote_table_irregular, path.string() + ": nobody has signed for it"};
  return std::optional(TypedTable{std::move(**csv), std::move(**statement)});
}

Status keep_table(const Path& folder, TypedTableKind kind, const TypedTable& table, Existing existing,
                  const Disk& disk) {
  const auto path = folder / table_file(kind);
  const auto standing = read_if_there(path, most_table_bytes);
  if (!standing) return standing.error();
  if (!*standing) return write_pair(folder, kind, table, existing, disk);
  if (auto settled = settle(folder, kind, **standing, disk); !settled) return settled;
  if (existing == Existing::replace) return write_pair(folder, kind, table, existing, disk);
  if (**standing != table.csv) return Error{Reason::file_exists, path.string()};
  const auto by = signed_before(folder, kind, table);
  if (!by) return by.error();
  if (*by == Signed::by_another) return Error{Reason::file_exists, path.string() + ": another operator signed for it"};
  return *by == Signed::by_the_same ? Status(Done{}) : write_pair(folder, kind, table, Existing::replace, disk);
}

}  // namespace sceau
