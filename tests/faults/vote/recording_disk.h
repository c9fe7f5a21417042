// SPDX-License-Identifier: Apache-2.0
// A disk for SQLite that remembers what was written since the last sync of each file, so that a power loss can be
// imagined at any moment: of what was not synced, any part may have reached the disk, sector by sector.
#pragma once

#include <map>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/file_bytes.h"

namespace sceau::test {

struct DiskWrite {
  std::size_t offset;
  Bytes data;
};
struct DiskTruncation {
  std::size_t size;
};

struct RecordedFile {
  Bytes durable;
  std::vector<std::variant<DiskWrite, DiskTruncation>> unsynced;
};

using RecordedFiles = std::map<std::string, RecordedFile>;  // by path

struct RecordingDisk {
  // The name of the VFS; made at the first call.
  static std::string name();
  // From now on; whatever files are open keep being recorded under their paths.
  static void forget();
  // A disk that says it has synced and has not.
  static void lies(bool does);
  static RecordedFiles files();
};

// What one file may be after a power loss.
Bytes after_power_loss(const RecordedFile& file, std::mt19937& chance);

}  // namespace sceau::test
