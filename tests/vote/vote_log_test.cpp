// SPDX-License-Identifier: Apache-2.0
#include "vote/vote_log.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <thread>

#include "tests/vote/sample_log.h"
#include "vote/checkpoint_anchor.h"

namespace sceau {
namespace {

using test::check_proof;
using test::LogFolder;
using test::numbered_entry;

class VoteLogTest : public testing::Test {
 protected:
  EntryRow append(int number, EntryType type = EntryType::ballot) {
    return store_->append(numbered_entry(number, type), std::nullopt)->row;
  }
  Reason reason_of_opening(BallotStore& store) const {
    const auto log = VoteLog::open(store, folder_.settings());
    return log ? Reason::internal_error : log.error().reason;
  }
  void tamper(const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(folder_.path("ballots.sqlite").c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  LogFolder folder_;
  std::unique_ptr<SqliteStore> store_ = folder_.store();
};

TEST_F(VoteLogTest, G9_every_entry_gets_its_proof) {
  const auto log = folder_.log(*store_);
  std::atomic<int> proved = 0;
  {
    std::vector<std::jthread> casters;
    for (int caster = 0; caster < 32; ++caster) {
      casters.emplace_back([&, caster] {
        for (int vote = 0; vote < 20; ++vote) {
          const int number = caster * 1000 + vote;
          const auto proof = log->wait_for(append(number));
          if (proof && check_proof(*proof, numbered_entry(number), folder_.verifier())) ++proved;
        }
      });
    }
  }
  EXPECT_EQ(proved, 32 * 20);
  EXPECT_EQ(log->gauges().size, 640u);
}

TEST_F(VoteLogTest, D7_the_proof_of_an_entry_stays_the_same) {
  auto log = folder_.log(*store_);
  const auto row = append(1);
  append(2);
  const auto first = *log->wait_for(row);
  append(3);
  ASSERT_TRUE(log->flush());
  const auto later = *log->wait_for(row);
  log.reset();
  store_ = folder_.store();
  const auto after_restart = *folder_.log(*store_)->wait_for(row);
  for (const auto& again : {later, after_restart}) {
    EXPECT_EQ(again.index, first.index);
    EXPECT_EQ(again.inclusion, first.inclusion);
    EXPECT_EQ(again.checkpoint, first.checkpoint);
  }
}

TEST_F(VoteLogTest, G6_a_batch_does_not_tell_the_order_of_arrival) {
  for (int i = 0; i < 20; ++i) append(i);
  const auto log = folder_.log(*store_);
  ASSERT_EQ(log->flush()->size, 20u);
  const auto leaves = *store_->leaves(0, 100);
  EXPECT_TRUE(std::ranges::is_sorted(leaves, {}, &LoggedLeaf::leaf));
  EXPECT_FALSE(std::ranges::is_sorted(leaves, {}, &LoggedLeaf::row));
}

TEST_F(VoteLogTest, D14_the_close_entry_is_a_batch_of_its_own) {
  append(1);
  {
    const auto log = folder_.log(*store_);
    ASSERT_EQ(log->flush()->size, 1u);
  }
  const auto close = *store_->close_with(numbered_entry(2, EntryType::close), 1);
  ASSERT_EQ(close.outcome, AppendOutcome::stored);
  for (int i = 3; i < 10; ++i) append(i, EntryType::refusal);
  const auto log = folder_.log(*store_);
  ASSERT_EQ(log->flush()->size, 9u);
  EXPECT_EQ(log->wait_for(close.row)->index, 1u);
  EXPECT_EQ((*store_->checkpoint_covering(1))->size, 2u);
}

TEST_F(VoteLogTest, what_is_about_no_submission_keeps_its_place) {
  const std::vector arrived = {EntryType::admin,  EntryType::open,   EntryType::ballot,          EntryType::mandate,
                               EntryType::ballot, EntryType::ballot, EntryType::register_change, EntryType::refusal,
                               EntryType::ballot, EntryType::admin,  EntryType::ballot};
  std::vector<EntryRow> rows;
  for (int i = 0; const auto type : arrived) rows.push_back(append(i++, type));
  const auto log = folder_.log(*store_);
  ASSERT_TRUE(log->flush());
  for (const auto place : {0u, 1u, 6u, 9u}) EXPECT_EQ(log->wait_for(rows[place])->index, place) << place;
  EXPECT_EQ((*store_->checkpoint_covering(0))->size, 1u);
}

TEST_F(VoteLogTest, of_an_empty_store_there_is_a_signed_empty_log) {
  const auto log = folder_.log(*store_);
  EXPECT_EQ(log->flush()->size, 0u);
  EXPECT_TRUE(open_checkpoint(as_text(log->newest().note), folder_.verifier()));
  EXPECT_EQ(**read_anchor(folder_.path("checkpoint")), to_string(log->newest().note));
}

TEST_F(VoteLogTest, the_anchor_is_the_newest_checkpoint) {
  const auto log = folder_.log(*store_);
  ASSERT_TRUE(log->wait_for(append(1)));
  const auto anchor = **read_anchor(folder_.path("checkpoint"));
  EXPECT_EQ(open_checkpoint(anchor, folder_.verifier())->size, 1u);
  EXPECT_EQ(anchor, to_string(log->newest().note));
}

TEST_F(VoteLogTest, an_older_store_than_its_anchor_is_refused) {
  const auto older = folder_.store("older.sqlite");
  {
    const auto log = folder_.log(*store_);
    ASSERT_TRUE(log->wait_for(append(1)));
    ASSERT_TRUE(log->wait_for(append(2)));
  }
  EXPECT_EQ(reason_of_opening(*older), Reason::vote_log_rolled_back);
  EXPECT_TRUE(VoteLog::open(*store_, folder_.settings()));
}

TEST_F(VoteLogTest, another_log_than_that_of_the_anchor_is_refused) {
  auto without_anchor = folder_.settings();
  without_anchor.anchor = folder_.path("elsewhere");
  const auto other = folder_.store("other.sqlite");
  for (int i = 10; i < 15; ++i) ASSERT_TRUE(other->append(numbered_entry(i), std::nullopt));
  ASSERT_EQ((*VoteLog::open(*other, without_anchor))->flush()->size, 5u);
  {
    const auto log = folder_.log(*store_);
    ASSERT_TRUE(log->wait_for(append(1)));
  }
  EXPECT_EQ(reason_of_opening(*other), Reason::vote_log_rolled_back);
  EXPECT_TRUE(VoteLog::open(*other, without_anchor));
}

TEST_F(VoteLogTest, a_log_whose_anchor_is_gone_or_forged_is_refused) {
  {
    const auto log = folder_.log(*store_);
    ASSERT_TRUE(log->wait_for(append(1)));
  }
  const auto anchor = **read_anchor(folder_.path("checkpoint"));
  std::filesystem::remove(folder_.path("checkpoint"));
  EXPECT_EQ(reason_of_opening(*store_), Reason::vote_log_rolled_back);
  const LogFolder another;
  const auto forged = write_checkpoint(*sign_checkpoint({folder_.settings().origin, 0, {}}, *another.key()));
  ASSERT_TRUE(write_anchor(folder_.path("checkpoint"), forged, real_disk()));
  EXPECT_EQ(reason_of_opening(*store_), Reason::vote_log_rolled_back);
  ASSERT_TRUE(write_anchor(folder_.path("checkpoint"), anchor, real_disk()));
  EXPECT_TRUE(VoteLog::open(*store_, folder_.settings()));
}

TEST_F(VoteLogTest, a_receipt_newer_than_the_log_stops_it) {
  const auto log = folder_.log(*store_);
  const auto proof = *log->wait_for(append(1));
  append(2);
  ASSERT_TRUE(log->flush());
  EXPECT_TRUE(log->check_shown(as_text(proof.checkpoint)));

  const LogFolder another;
  const Checkpoint newer{folder_.settings().origin, 100, {}};
  EXPECT_EQ(log->check_shown(write_checkpoint(*sign_checkpoint(newer, *another.key()))).error().reason,
            Reason::log_checkpoint_signature);
  EXPECT_TRUE(log->wait_for(append(3)));

  EXPECT_EQ(log->check_shown(write_checkpoint(*sign_checkpoint(newer, *folder_.key()))).error().reason,
            Reason::vote_log_rolled_back);
  EXPECT_EQ(log->failure()->reason, Reason::vote_log_rolled_back);
  EXPECT_EQ(log->wait_for(append(4)).error().reason, Reason::vote_log_rolled_back);
}

TEST_F(VoteLogTest, changed_entries_of_the_log_are_found_at_the_next_start) {
  {
    const auto log = folder_.log(*store_);
    ASSERT_TRUE(log->wait_for(append(1)));
    ASSERT_TRUE(log->wait_for(append(2)));
  }
  tamper("DROP TRIGGER entries_stay; UPDATE entries SET leaf = zeroblob(32) WHERE row = 1");
  EXPECT_EQ(reason_of_opening(*store_), Reason::vote_store_damaged);
}

TEST_F(VoteLogTest, a_log_that_lost_its_last_entries_is_found_at_the_next_start) {
  {
    const auto log = folder_.log(*store_);
    ASSERT_TRUE(log->wait_for(append(1)));
    ASSERT_TRUE(log->wait_for(append(2)));
  }
  tamper("DROP TRIGGER log_keep; DELETE FROM log WHERE place = 1");
  EXPECT_EQ(reason_of_opening(*store_), Reason::vote_store_damaged);
  tamper("DROP TRIGGER checkpoints_keep; DELETE FROM checkpoints WHERE size = 2");
  EXPECT_EQ(reason_of_opening(*store_), Reason::vote_log_rolled_back);
  tamper("DELETE FROM checkpoints");
  EXPECT_EQ(reason_of_opening(*store_), Reason::vote_store_damaged);
}

TEST_F(VoteLogTest, an_entry_that_is_not_that_of_its_leaf_is_never_signed) {
  append(1);
  tamper("DROP TRIGGER entries_stay; UPDATE entries SET at = at + 1 WHERE row = 1");
  const auto log = folder_.log(*store_);
  EXPECT_EQ(log->flush().error().reason, Reason::vote_store_damaged);
  EXPECT_EQ(log->failure()->reason, Reason::vote_store_damaged);
  EXPECT_EQ(store_->counts()->logged, 0u);
}

TEST_F(VoteLogTest, G6_two_logs_over_one_store_make_one_log) {
  const auto other_store = folder_.store();
  auto other_settings = folder_.settings();
  other_settings.anchor = folder_.path("other-anchor");
  const auto log = folder_.log(*store_);
  const auto other = *VoteLog::open(*other_store, other_settings);
  std::atomic<int> proved = 0;
  {
    std::vector<std::jthread> casters;
    for (int caster = 0; caster < 8; ++caster) {
      casters.emplace_back([&, caster] {
        for (int vote = 0; vote < 20; ++vote) {
          const int number = caster * 1000 + vote;
          const auto proof = (caster % 2 == 0 ? *log : *other).wait_for(append(number));
          if (proof && check_proof(*proof, numbered_entry(number), folder_.verifier())) ++proved;
        }
      });
    }
  }
  EXPECT_EQ(proved, 160);
  EXPECT_EQ(*store_->counts(), (EntryCounts{160, 160, false}));
  EXPECT_EQ(log->flush()->note, other->flush()->note);
}

TEST_F(VoteLogTest, a_full_disk_holds_the_log_up_until_there_is_space) {
  auto settings = folder_.settings();
  std::atomic<int> full = 0;
  std::atomic<bool> is_full = false;
  settings.disk.write = [&](int descriptor, const void* data, std::size_t size) -> ssize_t {
    if (!is_full) return real_disk().write(descriptor, data, size);
    ++full;
    errno = ENOSPC;
    return -1;
  };
  const auto log = *VoteLog::open(*store_, settings);
  is_full = true;
  std::jthread space_returns([&] {
    while (full < 3) std::this_thread::yield();
    is_full = false;
  });
  const auto row = append(1);
  EXPECT_TRUE(check_proof(*log->wait_for(row), numbered_entry(1), folder_.verifier()));
  EXPECT_GE(full, 3);
}

TEST_F(VoteLogTest, a_failed_fsync_of_the_anchor_stops_the_log) {
  auto settings = folder_.settings();
  std::atomic<bool> fails = false;
  std::atomic<int> calls = 0;
  settings.disk.fsync = [&](int descriptor) {
    if (!fails) return real_disk().fsync(descriptor);
    ++calls;
    errno = EIO;
    return -1;
  };
  const auto log = *VoteLog::open(*store_, settings);
  fails = true;
  EXPECT_EQ(log->wait_for(append(1)).error().reason, Reason::file_not_writable);
  EXPECT_EQ(log->wait_for(append(2)).error().reason, Reason::file_not_writable);
  EXPECT_EQ(calls, 1);
}

TEST_F(VoteLogTest, who_waits_when_the_log_is_stopped_gets_no_proof) {
  auto settings = folder_.settings();
  settings.period = std::chrono::hours(1);
  const auto log = *VoteLog::open(*store_, settings);
  const auto row = append(1);
  std::jthread stopper([&] {
    while (log->gauges().waiting == 0) std::this_thread::yield();
    log->stop();
  });
  EXPECT_EQ(log->wait_for(row).error().reason, Reason::vote_not_recorded);
}

}  // namespace
}  // namespace sceau
