// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/failing_disk.h"

#include <atomic>

#include "tests/vote/replaced_methods.h"

namespace sceau::test {
namespace {

enum class State { works, fails_to_sync, is_full };
std::atomic<State> state = State::works;

sqlite3_vfs disk;
sqlite3_vfs* real = nullptr;
void replace(sqlite3_io_methods& methods);
ReplacedMethods files(replace);

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  if (state == State::is_full) return SQLITE_FULL;
  return files.real(file).xWrite(file, data, size, offset);
}

int sync(sqlite3_file* file, int flags) {
  if (state == State::fails_to_sync) return SQLITE_IOERR_FSYNC;
  return files.real(file).xSync(file, flags);
}

void replace(sqlite3_io_methods& methods) {
  methods.xWrite = write;
  methods.xSync = sync;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = real->xOpen(real, name, file, flags, out_flags);
  if (file->pMethods != nullptr) files.put_on(file);
  return code;
}

}  // namespace

std::string FailingDisk::name() {
  if (real == nullptr) {
    real = sqlite3_vfs_find(nullptr);
    disk = *real;
    disk.zName = "failing-disk";
    disk.xOpen = open;
    sqlite3_vfs_register(&disk, 0);
  }
  return disk.zName;
}

void FailingDisk::works() { state = State::works; }
void FailingDisk::fails_to_sync() { state = State::fails_to_sync; }
void FailingDisk::is_full() { state = State::is_full; }

}  // namespace sceau::test
