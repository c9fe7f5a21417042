// SPDX-License-Identifier: Apache-2.0
#include "vote/sqlite_backup.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <thread>

#include "tests/vote/sample_log.h"

namespace sceau {
namespace {

using test::LogFolder;
using test::numbered_entry;
using test::numbered_expression;

class SqliteBackup : public testing::Test {
 protected:
  Path copy() const { return folder_.path("copy.sqlite"); }
  Result<EntryCounts> back_up() const { return back_up_store(folder_.path("ballots.sqlite"), copy()); }
  LogFolder folder_;
};

TEST_F(SqliteBackup, taken_while_votes_come_in_it_is_a_state_of_the_store) {
  const auto store = folder_.store();
  const auto log = folder_.log(*store);
  std::atomic<bool> is_over = false;
  std::atomic<int> next = 0;
  std::vector<std::jthread> casters;
  for (int i = 0; i < 8; ++i) {
    casters.emplace_back([&] {
      while (!is_over) {
        const int number = next++;
        const auto row = store->append(numbered_entry(number), numbered_expression(number));
        if (!row || !log->wait_for(row->row)) return;
      }
    });
  }
  while (log->gauges().size < 50) std::this_thread::yield();
  const auto acknowledged = log->newest();
  const auto counts = back_up();
  is_over = true;
  casters.clear();
  ASSERT_TRUE(counts) << counts.error().detail;
  EXPECT_GE(counts->logged, acknowledged.size);

  // The copy goes on as a log of its own, with everything that had been acknowledged before it was taken.
  const auto restored = folder_.store("copy.sqlite");
  auto settings = folder_.settings();
  settings.anchor = folder_.path("another-anchor");
  ASSERT_TRUE(write_atomically(settings.anchor, acknowledged.note, {}));
  const auto restored_log = VoteLog::open(*restored, settings);
  ASSERT_TRUE(restored_log) << restored_log.error().detail;
  EXPECT_EQ((*restored_log)->flush()->size, counts->entries);
  EXPECT_EQ(restored->append(numbered_entry(-1), numbered_expression(0))->outcome, AppendOutcome::replayed);
}

TEST_F(SqliteBackup, a_settled_store_is_one_file) {
  const auto path = folder_.path("ballots.sqlite");
  const Path log = path.string() + "-wal";
  {
    const auto store = folder_.store();
    ASSERT_TRUE(store->append(numbered_entry(1), std::nullopt));
    const auto settled = settle_store(path);
    ASSERT_FALSE(settled);
    EXPECT_EQ(settled.error().reason, Reason::vote_store_not_usable);
    EXPECT_THAT(settled.error().detail, testing::HasSubstr("stop the server"));
  }
  EXPECT_TRUE(std::filesystem::exists(log));
  ASSERT_TRUE(settle_store(path));
  EXPECT_FALSE(std::filesystem::exists(log));
  EXPECT_EQ(folder_.store()->counts()->entries, 1u);
}

TEST_F(SqliteBackup, an_older_one_is_refused_beside_the_newest_checkpoint) {
  const auto store = folder_.store();
  {
    const auto log = folder_.log(*store);
    ASSERT_TRUE(log->wait_for(store->append(numbered_entry(1), std::nullopt)->row));
    ASSERT_TRUE(back_up());
    ASSERT_TRUE(log->wait_for(store->append(numbered_entry(2), std::nullopt)->row));
  }
  const auto restored = folder_.store("copy.sqlite");
  const auto log = VoteLog::open(*restored, folder_.settings());
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().reason, Reason::vote_log_rolled_back);
}

TEST_F(SqliteBackup, is_one_private_file_that_replaces_nothing) {
  const auto store = folder_.store();
  ASSERT_TRUE(store->append(numbered_entry(1), std::nullopt));
  ASSERT_TRUE(back_up());
  struct stat status {};
  ASSERT_EQ(stat(copy().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(back_up().error().reason, Reason::file_exists);
  for (const auto& file : std::filesystem::directory_iterator(copy().parent_path())) {
    EXPECT_FALSE(file.path().filename().string().starts_with(".copy")) << file.path();
    EXPECT_FALSE(file.path().filename().string().starts_with("copy.sqlite-")) << file.path();
  }
}

TEST_F(SqliteBackup, is_absent_where_it_cannot_be_whole) {
  const auto store = folder_.store();
  auto disk = real_disk();
  disk.fsync = [](int) {
    errno = EIO;
    return -1;
  };
  EXPECT_EQ(back_up_store(folder_.path("ballots.sqlite"), copy(), disk).error().reason, Reason::file_not_writable);
  EXPECT_FALSE(std::filesystem::exists(copy()));
  EXPECT_FALSE(std::filesystem::exists(folder_.path(".copy.sqlite.partial")));
  EXPECT_EQ(back_up_store(folder_.path("nothing.sqlite"), copy()).error().reason, Reason::vote_store_not_usable);
  EXPECT_FALSE(std::filesystem::exists(copy()));
  EXPECT_EQ(back_up_store(folder_.path("ballots.sqlite"), folder_.path("no/folder")).error().reason,
            Reason::file_not_writable);
  EXPECT_TRUE(back_up());
}

}  // namespace
}  // namespace sceau
