// SPDX-License-Identifier: Apache-2.0
// Methods of SQLite's own files with some replaced. Its files have different tables of methods (a database is locked, a
// write-ahead log is not), so each gets a replacement of its own.
#pragma once

#include <sqlite3.h>

#include <list>
#include <mutex>

namespace sceau::test {

class ReplacedMethods {
 public:
  using Replace = void (*)(sqlite3_io_methods&);
  explicit ReplacedMethods(Replace replace) : replace_(replace) {}

  void put_on(sqlite3_file* file) {
    const std::lock_guard lock(mutex_);
    for (const auto& pair : pairs_) {
      if (pair.real == file->pMethods) {
        file->pMethods = &pair.replaced;
        return;
      }
    }
    auto& pair = pairs_.emplace_back(Pair{file->pMethods, *file->pMethods});
    replace_(pair.replaced);
    file->pMethods = &pair.replaced;
  }

  const sqlite3_io_methods& real(const sqlite3_file* file) {
    const std::lock_guard lock(mutex_);
    for (const auto& pair : pairs_) {
      if (&pair.replaced == file->pMethods) return *pair.real;
    }
    return *file->pMethods;
  }

 private:
  struct Pair {
    const sqlite3_io_methods* real;
    sqlite3_io_methods replaced;
  };
  Replace replace_;
  std::mutex mutex_;
  std::list<Pair> pairs_;
};

}  // namespace sceau::test
