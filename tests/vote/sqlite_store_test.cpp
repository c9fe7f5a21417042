// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <thread>

#include "tests/vote/ballot_store_conformance.h"
#include "tests/vote/failing_disk.h"
#include "tests/vote/sample_log.h"
#include "vote/sqlite_backup.h"

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

using test::FailingDisk;
using test::LogFolder;
using test::numbered_entry;
using test::numbered_expression;

class SqliteStoreTest : public testing::Test {
 protected:
  Reason reason_of_opening(std::string_view name) const {
    const auto store = SqliteStore::open({.file = folder_.path(name)});
    return store ? Reason::internal_error : store.error().reason;
  }
  void run(std::string_view name, const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(folder_.path(name).c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  std::unique_ptr<SqliteStore> failing_store() {
    return *SqliteStore::open(
        {.file = folder_.path("ballots.sqlite"),
         .writing = {.gathering = std::chrono::microseconds(0), .on_death = [this](const Error&) { ++deaths_; }},
         .vfs = FailingDisk::name()});
  }

  LogFolder folder_;
  std::atomic<int> deaths_ = 0;
};

TEST_F(SqliteStoreTest, only_its_own_databases_are_opened) {
  EXPECT_EQ(reason_of_opening("no/such/folder.sqlite"), Reason::vote_store_not_usable);
  run("foreign.sqlite", "CREATE TABLE entries (row)");
  EXPECT_EQ(reason_of_opening("foreign.sqlite"), Reason::vote_store_not_usable);
  ASSERT_TRUE(write_atomically(folder_.path("text.sqlite"), as_bytes("no database, however long it may be"), {}));
  EXPECT_EQ(reason_of_opening("text.sqlite"), Reason::vote_store_not_usable);
  folder_.store("newer.sqlite");
  run("newer.sqlite", "PRAGMA user_version = 2");
  EXPECT_EQ(reason_of_opening("newer.sqlite"), Reason::vote_store_not_usable);
  run("newer.sqlite", "PRAGMA user_version = 1");
  EXPECT_EQ(reason_of_opening("newer.sqlite"), Reason::internal_error);
}

TEST_F(SqliteStoreTest, nobody_else_may_read_it) {
  const auto store = folder_.store();
  ASSERT_TRUE(store->append(numbered_entry(1), std::nullopt));
  for (const auto* name : {"ballots.sqlite", "ballots.sqlite-wal", "ballots.sqlite-shm"}) {
    struct stat status {};
    ASSERT_EQ(stat(folder_.path(name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(SqliteStoreTest, G5_entries_are_neither_changed_nor_deleted) {
  const auto store = folder_.store();
  ASSERT_TRUE(store->append(numbered_entry(1), numbered_expression(1)));
  ASSERT_TRUE(store->add_to_log({0, {1}, to_bytes("note")}));
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.path("ballots.sqlite").c_str(), &database), SQLITE_OK);
  for (const auto* table : {"entries", "requests", "log", "checkpoints"}) {
    const std::string name = table;
    const auto change = "UPDATE " + name + " SET rowid = rowid + 1";
    EXPECT_EQ(sqlite3_exec(database, change.c_str(), nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << table;
    EXPECT_EQ(sqlite3_exec(database, ("DELETE FROM " + name).c_str(), nullptr, nullptr, nullptr), SQLITE_CONSTRAINT)
        << table;
  }
  sqlite3_close(database);
}

TEST_F(SqliteStoreTest, R3_a_failed_fsync_ends_the_store_and_is_never_tried_again) {
  FailingDisk::works();
  auto store = failing_store();
  ASSERT_EQ(store->append(numbered_entry(1), numbered_expression(1))->outcome, AppendOutcome::stored);
  FailingDisk::fails_to_sync();
  EXPECT_EQ(store->append(numbered_entry(2), numbered_expression(2)).error().reason, Reason::vote_not_recorded);
  EXPECT_TRUE(store->is_dead());
  EXPECT_EQ(deaths_, 1);
  FailingDisk::works();
  EXPECT_EQ(store->append(numbered_entry(3), numbered_expression(3)).error().reason, Reason::vote_not_recorded);
  EXPECT_EQ(store->find_request(numbered_expression(1)).error().reason, Reason::vote_not_recorded);
  EXPECT_EQ(store->counts().error().reason, Reason::vote_not_recorded);
  EXPECT_EQ(deaths_, 1);

  // The next process finds out what stands, and the same request is recorded once.
  store.reset();
  store = failing_store();
  EXPECT_EQ(store->append(numbered_entry(4), numbered_expression(1))->outcome, AppendOutcome::replayed);
  const auto again = store->append(numbered_entry(5), numbered_expression(2))->outcome;
  EXPECT_TRUE(again == AppendOutcome::stored || again == AppendOutcome::replayed);
  EXPECT_EQ(store->counts()->entries, 2u);
}

TEST_F(SqliteStoreTest, R4_a_full_disk_records_nothing_and_goes_on_when_space_returns) {
  FailingDisk::works();
  const auto store = failing_store();
  ASSERT_TRUE(store->append(numbered_entry(1), std::nullopt));
  FailingDisk::is_full();
  EXPECT_EQ(store->append(numbered_entry(2), std::nullopt).error().reason, Reason::vote_not_recorded);
  EXPECT_FALSE(store->is_dead());
  EXPECT_EQ(store->counts()->entries, 1u);
  FailingDisk::works();
  EXPECT_EQ(store->append(numbered_entry(2), std::nullopt)->outcome, AppendOutcome::stored);
  EXPECT_EQ(store->counts()->entries, 2u);
  EXPECT_EQ(deaths_, 0);
}

TEST_F(SqliteStoreTest, R4_a_full_disk_takes_neither_an_act_nor_what_follows_from_it) {
  FailingDisk::works();
  const auto store = failing_store();
  const BlobChange change{"acts", std::nullopt, to_bytes("one")};
  FailingDisk::is_full();
  EXPECT_EQ(store->append_with(numbered_entry(1, EntryType::admin), change).error().reason, Reason::vote_not_recorded);
  EXPECT_EQ(store->counts()->entries, 0u);
  EXPECT_EQ(*store->blob("acts"), std::nullopt);
  FailingDisk::works();
  EXPECT_EQ(store->append_with(numbered_entry(1, EntryType::admin), change)->outcome, AppendOutcome::stored);
  EXPECT_EQ(**store->blob("acts"), to_bytes("one"));
}

}  // namespace
}  // namespace sceau
