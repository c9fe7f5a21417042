// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_store.h"

#include <gmock/gmock.h>

#include "tests/vote/ballot_store_conformance.h"

namespace sceau {
namespace {

OpenStore sqlite_in(const Path& folder) {
  return [file = folder / "ballots.sqlite"]() -> std::unique_ptr<BallotStore> {
    auto store = SqliteStore::open({.file = file});
    EXPECT_TRUE(store) << store.error().detail;
    return store ? std::move(*store) : nullptr;
  };
}

INSTANTIATE_TEST_SUITE_P(Sqlite, BallotStoreConformance, testing::Values(StoreMaker{"sqlite", sqlite_in}));

}  // namespace
}  // namespace sceau
