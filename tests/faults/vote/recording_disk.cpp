// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/vote/recording_disk.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "tests/vote/replaced_methods.h"

namespace sceau::test {
namespace {

constexpr std::size_t sector = 512;

std::mutex mutex;
RecordedFiles recorded;
std::map<sqlite3_file*, std::string> paths;
bool is_lying = false;

sqlite3_vfs disk;
sqlite3_vfs* real = nullptr;
void replace(sqlite3_io_methods& methods);
ReplacedMethods replaced(replace);

void carry_out(Bytes& content, const DiskWrite& write) {
  if (content.size() < write.offset + write.data.size()) content.resize(write.offset + write.data.size());
  std::ranges::copy(write.data, content.begin() + static_cast<std::ptrdiff_t>(write.offset));
}
void carry_out(Bytes& content, const DiskTruncation& truncation) { content.resize(truncation.size); }

// The state that a sync makes durable. The real file is not synced: nothing here loses its power.
void make_durable(RecordedFile& file) {
  for (const auto& change : file.unsynced) {
    std::visit([&](const auto& kind) { carry_out(file.durable, kind); }, change);
  }
  file.unsynced.clear();
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  const std::lock_guard lock(mutex);
  const auto* octets = static_cast<const std::uint8_t*>(data);
  recorded[paths[file]].unsynced.emplace_back(
      DiskWrite{static_cast<std::size_t>(offset), Bytes(octets, octets + size)});
  return replaced.real(file).xWrite(file, data, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const std::lock_guard lock(mutex);
  recorded[paths[file]].unsynced.emplace_back(DiskTruncation{static_cast<std::size_t>(size)});
  return replaced.real(file).xTruncate(file, size);
}

int sync(sqlite3_file* file, int) {
  const std::lock_guard lock(mutex);
  if (!is_lying) make_durable(recorded[paths[file]]);
  return SQLITE_OK;
}

int close(sqlite3_file* file) {
  const std::lock_guard lock(mutex);
  paths.erase(file);
  return replaced.real(file).xClose(file);
}

void replace(sqlite3_io_methods& methods) {
  methods.xWrite = write;
  methods.xTruncate = truncate;
  methods.xSync = sync;
  methods.xClose = close;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = real->xOpen(real, name, file, flags, out_flags);
  if (code != SQLITE_OK || name == nullptr) return code;
  const std::lock_guard lock(mutex);
  replaced.put_on(file);
  paths[file] = name;
  return code;
}

// Files are deleted at the making of a store only, before anything is acknowledged.
int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  const std::lock_guard lock(mutex);
  recorded.erase(name);
  return real->xDelete(real, name, sync_folder);
}

// Sector by sector; each reached the disk or did not.
void reach_partly(Bytes& content, const DiskWrite& write, double share, std::mt19937& chance) {
  std::bernoulli_distribution reached(share);
  for (std::size_t done = 0; done < write.data.size();) {
    const auto place = write.offset + done;
    const auto size = std::min(sector - place % sector, write.data.size() - done);
    const auto begin = write.data.begin() + static_cast<std::ptrdiff_t>(done);
    if (reached(chance)) carry_out(content, DiskWrite{place, Bytes(begin, begin + static_cast<std::ptrdiff_t>(size))});
    done += size;
  }
}
void reach_partly(Bytes& content, const DiskTruncation& truncation, double share, std::mt19937& chance) {
  if (std::bernoulli_distribution(share)(chance)) carry_out(content, truncation);
}

}  // namespace

std::string RecordingDisk::name() {
  if (real == nullptr) {
    real = sqlite3_vfs_find(nullptr);
    disk = *real;
    disk.zName = "recording-disk";
    disk.xOpen = open;
    disk.xDelete = remove;
    sqlite3_vfs_register(&disk, 0);
  }
  return disk.zName;
}

void RecordingDisk::forget() {
  const std::lock_guard lock(mutex);
  recorded.clear();
}

void RecordingDisk::lies(bool does) {
  const std::lock_guard lock(mutex);
  is_lying = does;
}

RecordedFiles RecordingDisk::files() {
  const std::lock_guard lock(mutex);
  return recorded;
}

Bytes after_power_loss(const RecordedFile& file, std::mt19937& chance) {
  constexpr std::array shares{0.0, 0.1, 0.5, 0.9, 1.0};
  const double share = shares[chance() % shares.size()];
  Bytes content = file.durable;
  for (const auto& change : file.unsynced) {
    std::visit([&](const auto& kind) { reach_partly(content, kind, share, chance); }, change);
  }
  return content;
}

}  // namespace sceau::test
