// SPDX-License-Identifier: Apache-2.0
// What every store of ballots must do. A store's own test file instantiates the suite:
// INSTANTIATE_TEST_SUITE_P(Sqlite, BallotStoreConformance, testing::Values(StoreMaker{...})).
#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <ostream>

#include "foundation/file_bytes.h"
#include "vote/ballot_store.h"

namespace sceau {

// Opens the same data at every call; more than one may be open at a time, as two processes would have it.
using OpenStore = std::function<std::unique_ptr<BallotStore>()>;

struct StoreMaker {
  std::string name;
  // Empty data of its own, in this folder.
  std::function<OpenStore(const Path& folder)> make;
  friend void PrintTo(const StoreMaker& maker, std::ostream* out) { *out << maker.name; }
};

class BallotStoreConformance : public testing::TestWithParam<StoreMaker> {
 protected:
  void SetUp() override;
  void TearDown() override;

  // All start at once.
  static void in_threads(int count, const std::function<void(int)>& work);
  static std::vector<EntryRow> rows_of(const std::vector<UnloggedEntry>& entries);
  // Entries that differ in everything, by number.
  static StoredEntry entry(int number, EntryType type = EntryType::ballot);
  static Expression by(int voter, int request, int key = 0);
  Appended stored(int number, EntryType type = EntryType::ballot);
  // Everything that waits, in one batch.
  BatchOutcome log_all(BallotStore& by_store);

  Path folder_;
  OpenStore open_;
  std::unique_ptr<BallotStore> store_;
};

}  // namespace sceau
