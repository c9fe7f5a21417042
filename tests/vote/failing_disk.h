// SPDX-License-Identifier: Apache-2.0
// A disk for SQLite that is full, or whose fsync fails, when a test says so. One for the whole process.
#pragma once

#include <string>

namespace sceau::test {

struct FailingDisk {
  // The name of the VFS; made at the first call.
  static std::string name();
  static void works();
  static void fails_to_sync();
  static void is_full();
};

}  // namespace sceau::test
