// SPDX-License-Identifier: Apache-2.0
// The store's part of the log.
#include <algorithm>
#include <atomic>
#include <set>

#include "tests/vote/ballot_store_conformance.h"

namespace sceau {

using testing::ElementsAre;

// reliability 4.1, second trap: a sealer that goes by the highest row it has sealed never sees one that came in late.
TEST_P(BallotStoreConformance, G7_a_row_passed_over_by_a_batch_is_found_by_the_next) {
  const auto first = stored(1).row;
  const auto second = stored(2).row;
  ASSERT_EQ(*store_->add_to_log({0, {second}, to_bytes("note 1")}), BatchOutcome::added);
  const auto left = *store_->unlogged(10);
  EXPECT_THAT(rows_of(left), ElementsAre(first));
  EXPECT_EQ(left.front().leaf, entry(1).leaf);
  EXPECT_EQ(left.front().type, EntryType::ballot);
  ASSERT_EQ(*store_->add_to_log({1, {first}, to_bytes("note 2")}), BatchOutcome::added);
  EXPECT_THAT(*store_->leaves(0, 10), ElementsAre(LoggedLeaf{second, entry(2).leaf}, LoggedLeaf{first, entry(1).leaf}));
}

TEST_P(BallotStoreConformance, G7_while_votes_come_in_every_row_is_logged_once) {
  std::atomic<bool> is_over = false;
  std::atomic<int> running = 8;
  in_threads(9, [&](int i) {
    if (i == 8) {
      while (!is_over) ASSERT_EQ(log_all(*store_), BatchOutcome::added);
      return;
    }
    for (int vote = 0; vote < 50; ++vote) stored(i * 1000 + vote);
    if (--running == 0) is_over = true;
  });
  log_all(*store_);
  EXPECT_EQ(*store_->counts(), (EntryCounts{400, 400, false}));
  const auto leaves = *store_->leaves(0, 1000);
  std::set<Bytes> different;
  for (const auto& logged : leaves) different.insert(logged.leaf);
  EXPECT_EQ(different.size(), 400u);
}

// reliability 4.1, third trap: two sealers write different states of one size.
TEST_P(BallotStoreConformance, G6_of_two_sealers_one_is_overtaken_and_the_log_has_no_fork) {
  const auto other = open_();
  const auto first = stored(1).row;
  const auto second = stored(2).row;
  std::vector<BatchOutcome> outcomes(2);
  in_threads(2, [&](int i) {
    auto& sealer = i == 0 ? *store_ : *other;
    outcomes[static_cast<std::size_t>(i)] =
        *sealer.add_to_log({0, {i == 0 ? first : second}, to_bytes("note of " + std::to_string(i))});
  });
  EXPECT_EQ(std::ranges::count(outcomes, BatchOutcome::added), 1);
  EXPECT_EQ(std::ranges::count(outcomes, BatchOutcome::overtaken), 1);
  EXPECT_EQ(store_->counts()->logged, 1u);
  const auto winner = outcomes[0] == BatchOutcome::added ? 0 : 1;
  EXPECT_EQ(**store_->newest_checkpoint(), (StoredCheckpoint{1, to_bytes("note of " + std::to_string(winner))}));
}

TEST_P(BallotStoreConformance, G6_a_batch_with_a_row_of_the_log_changes_nothing) {
  const auto first = stored(1).row;
  const auto second = stored(2).row;
  ASSERT_EQ(*store_->add_to_log({0, {first}, to_bytes("note")}), BatchOutcome::added);
  EXPECT_EQ(*store_->add_to_log({1, {second, first}, to_bytes("note")}), BatchOutcome::overtaken);
  EXPECT_EQ(*store_->add_to_log({1, {second, 1000}, to_bytes("note")}), BatchOutcome::overtaken);
  EXPECT_FALSE(store_->add_to_log({1, {second, second}, to_bytes("note")}));
  EXPECT_EQ(*store_->counts(), (EntryCounts{2, 1, false}));
  EXPECT_EQ(*store_->add_to_log({1, {second}, to_bytes("note")}), BatchOutcome::added);
}

TEST_P(BallotStoreConformance, the_log_is_read_in_its_order_by_pieces) {
  std::vector<EntryRow> rows;
  for (int i = 0; i < 5; ++i) rows.push_back(stored(i).row);
  std::ranges::reverse(rows);
  ASSERT_EQ(*store_->add_to_log({0, rows, to_bytes("note")}), BatchOutcome::added);
  std::vector<EntryRecord> all;
  while (true) {
    const auto piece = *store_->entries(all.size(), 2);
    if (piece.empty()) break;
    EXPECT_LE(piece.size(), 2u);
    all.insert(all.end(), piece.begin(), piece.end());
  }
  ASSERT_EQ(all.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(all[i], (EntryRecord{rows[i], i, entry(4 - static_cast<int>(i))}));
    EXPECT_EQ(store_->leaves(i, 1)->front(), (LoggedLeaf{rows[i], all[i].entry.leaf}));
  }
}

TEST_P(BallotStoreConformance, an_index_is_covered_by_the_checkpoint_of_its_batch_for_ever) {
  EXPECT_EQ(*store_->newest_checkpoint(), std::nullopt);
  stored(1);
  stored(2);
  log_all(*store_);
  stored(3);
  log_all(*store_);
  const StoredCheckpoint two{2, to_bytes("note of 2")};
  const StoredCheckpoint three{3, to_bytes("note of 3")};
  EXPECT_EQ(**store_->checkpoint_covering(0), two);
  EXPECT_EQ(**store_->checkpoint_covering(1), two);
  EXPECT_EQ(**store_->checkpoint_covering(2), three);
  EXPECT_EQ(*store_->checkpoint_covering(3), std::nullopt);
  EXPECT_EQ(**store_->newest_checkpoint(), three);
}

TEST_P(BallotStoreConformance, time_stamps_of_a_checkpoint_are_kept_in_their_order) {
  stored(1);
  log_all(*store_);
  const std::vector<StoredTimestamp> tokens{{1, to_bytes("token b")}, {1, to_bytes("token a")}};
  for (const auto& token : tokens) ASSERT_TRUE(store_->add_timestamp(token));
  EXPECT_FALSE(store_->add_timestamp({7, to_bytes("of no checkpoint")}));
  EXPECT_EQ(*store_->timestamps(), tokens);
}

}  // namespace sceau
