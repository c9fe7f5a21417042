// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <string.h>

#include <cerrno>
#include <utility>

#include "vote/sqlite_connection.h"
#include "vote/sqlite_reads.h"
#include "vote/sqlite_schema.h"

namespace sceau {
namespace {

using Access = SqliteConnection::Access;

Error file_error(const Path& path, int error) {
  const auto reason = error == EEXIST                      ? Reason::file_exists
                      : error == ENOSPC || error == EDQUOT ? Reason::file_no_space
                                                           : Reason::file_not_writable;
  return {reason, fmt::format("{}: {}", path.string(), strerrordesc_np(error))};
}

// The name under which the copy grows; removed again unless it was moved away.
class PartialFile {
 public:
  static Result<PartialFile> create(const Path& to, const Disk& disk) {
    const auto folder = std::filesystem::absolute(to).parent_path();
    PartialFile file(folder / fmt::format(".{}.partial", to.filename().string()), disk);
    const int descriptor = disk.open(file.path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
      const auto error = file_error(std::exchange(file.path_, Path()), errno);
      return error;
    }
    disk.close(descriptor);
    return file;
  }
  PartialFile(PartialFile&& other) noexcept : path_(std::exchange(other.path_, Path())), disk_(other.disk_) {}
  PartialFile& operator=(PartialFile&&) = delete;
  ~PartialFile() {
    if (!path_.empty()) disk_->unlink(path_.c_str());
  }

  const Path& path() const { return path_; }
  Status sync() const { return sync_path(path_, O_RDWR); }
  Status move_to(const Path& to) {
    if (disk_->rename_new(path_.c_str(), to.c_str()) != 0) return file_error(to, errno);
    return sync_path(std::exchange(path_, Path()).parent_path(), O_RDONLY | O_DIRECTORY);
  }

 private:
  PartialFile(Path path, const Disk& disk) : path_(std::move(path)), disk_(&disk) {}
  Status sync_path(const Path& path, int flags) const {
    const int descriptor = disk_->open(path.c_str(), flags | O_CLOEXEC, 0);
    if (descriptor < 0) return file_error(path, errno);
    const bool is_synced = disk_->fsync(descriptor) == 0;
    const int error = errno;
    disk_->close(descriptor);
    if (!is_synced) return file_error(path, error);
    return Done{};
  }
  Path path_;
  const Disk* disk_;
};

Error copy_error(int code, const Path& to) {
  const auto reason = (code & 0xff) == SQLITE_FULL                               ? Reason::file_no_space
                      : (code & 0xff) == SQLITE_BUSY                             ? Reason::vote_not_recorded
                      : (code & 0xff) == SQLITE_CORRUPT || code == SQLITE_NOTADB ? Reason::vote_store_damaged
                                                                                 : Reason::file_not_writable;
  return {reason, fmt::format("{}: {}", to.string(), sqlite3_errstr(code))};
}

// In one step, which keeps one state of the source for as long as it takes; writers go on meanwhile.
Status copy_pages(SqliteConnection& from, SqliteConnection& to, const Path& name) {
  auto* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) return copy_error(sqlite3_errcode(to.handle()), name);
  const int code = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) return copy_error(code, name);
  return Done{};
}

// One file, without a write-ahead log.
Status make_plain(SqliteConnection& copy) { return copy.run_script("PRAGMA journal_mode = DELETE"); }

Status check_pages(SqliteConnection& copy) {
  auto rows = copy.query("PRAGMA quick_check(1)");
  if (!rows) return rows.error();
  const auto row = rows->next();
  if (!row) return row.error();
  if (!*row || as_text(rows->bytes(0)) != "ok") return Error{Reason::vote_store_damaged, to_string(rows->bytes(0))};
  return Done{};
}

Result<EntryCounts> copy_store(const Path& store, const Path& to) {
  auto from = SqliteConnection::open(store, Access::read_only, {});
  if (!from) return from.error();
  const auto known = check_schema(*from);
  if (!known) return known.error();
  auto copy = SqliteConnection::open(to, Access::read_write, {});
  if (!copy) return copy.error();
  // The whole file is synced once, afterwards.
  const auto unsynced = copy->run_script("PRAGMA synchronous = OFF");
  if (!unsynced) return unsynced.error();
  const auto copied = copy_pages(*from, *copy, to);
  if (!copied) return copied.error();
  const auto plain = make_plain(*copy);
  if (!plain) return plain.error();
  const auto whole = check_pages(*copy);
  if (!whole) return whole.error();
  return sqlite::counts(*copy);
}

}  // namespace

Result<EntryCounts> back_up_store(const Path& store, const Path& to, const Disk& disk) {
  std::error_code ignored;
  if (std::filesystem::exists(to, ignored)) return file_error(to, EEXIST);
  auto partial = PartialFile::create(to, disk);
  if (!partial) return partial.error();
  const auto counts = copy_store(store, partial->path());
  if (!counts) return counts.error();
  const auto synced = partial->sync();
  if (!synced) return synced.error();
  const auto moved = partial->move_to(to);
  if (!moved) return moved.error();
  return *counts;
}

Status settle_store(const Path& store) {
  auto connection = SqliteConnection::open(store, Access::read_write, {});
  if (!connection) return connection.error();
  const auto made = make_plain(*connection);
  if (made) return made;
  return Error{Reason::vote_store_not_usable, "another process has the store open: stop the server first"};
}

}  // namespace sceau
