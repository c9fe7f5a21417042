// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/ballot_store_conformance.h"

#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <filesystem>
#include <thread>

namespace sceau {
namespace {

using Outcome = AppendOutcome;

Bytes hash_like(int number, std::uint8_t kind) {
  Bytes bytes(32, kind);
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return bytes;
}

}  // namespace

void BallotStoreConformance::in_threads(int count, const std::function<void(int)>& work) {
  std::barrier start(count);
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      work(i);
    });
  }
}

std::vector<EntryRow> BallotStoreConformance::rows_of(const std::vector<UnloggedEntry>& entries) {
  std::vector<EntryRow> rows;
  for (const auto& entry : entries) rows.push_back(entry.row);
  return rows;
}

void BallotStoreConformance::SetUp() {
  std::string name = testing::TempDir() + "ballot-store-XXXXXX";
  ASSERT_NE(mkdtemp(name.data()), nullptr);
  folder_ = name;
  open_ = GetParam().make(folder_);
  store_ = open_();
  ASSERT_NE(store_, nullptr);
}

void BallotStoreConformance::TearDown() {
  store_.reset();
  std::filesystem::remove_all(folder_);
}

StoredEntry BallotStoreConformance::entry(int number, EntryType type) {
  return {type, Instant(std::chrono::microseconds(1'800'000'000'000'000 + number)), hash_like(number, 1),
          hash_like(number, 2), type == EntryType::ballot ? hash_like(number, 3) : Bytes()};
}

Expression BallotStoreConformance::by(int voter, int request, int key) {
  return {.voter = hash_like(voter, 4),
          .mode = ParticipationMode::voting_form,
          .idempotency_key = key == 0 ? Bytes() : hash_like(key, 5),
          .request = hash_like(request, 6)};
}

Appended BallotStoreConformance::stored(int number, EntryType type) {
  const auto appended = store_->append(entry(number, type), std::nullopt);
  EXPECT_TRUE(appended) << appended.error().detail;
  EXPECT_EQ(appended->outcome, Outcome::stored);
  return *appended;
}

BatchOutcome BallotStoreConformance::log_all(BallotStore& by_store) {
  const auto size = by_store.counts()->logged;
  const auto rows = rows_of(*by_store.unlogged(100'000));
  if (rows.empty()) return BatchOutcome::added;  // a batch of nothing is no batch
  return *by_store.add_to_log({size, rows, to_bytes("note of " + std::to_string(size + rows.size()))});
}

TEST_P(BallotStoreConformance, what_was_appended_is_read_back_after_a_restart) {
  const auto ballot = store_->append(entry(1), by(1, 1));
  const auto clock = stored(2, EntryType::clock);
  ASSERT_EQ(log_all(*store_), BatchOutcome::added);
  store_ = open_();
  EXPECT_EQ(**store_->entry_at(ballot->row), (EntryRecord{ballot->row, 0, entry(1)}));
  EXPECT_EQ(**store_->entry_at(clock.row), (EntryRecord{clock.row, 1, entry(2, EntryType::clock)}));
  EXPECT_EQ(*store_->entry_at(1000), std::nullopt);
  EXPECT_EQ(*store_->counts(), (EntryCounts{2, 2, false}));
}

TEST_P(BallotStoreConformance, an_entry_has_no_index_before_it_is_in_the_log) {
  const auto row = stored(1).row;
  EXPECT_EQ((*store_->entry_at(row))->index, std::nullopt);
  log_all(*store_);
  EXPECT_EQ((*store_->entry_at(row))->index, 0u);
}

TEST_P(BallotStoreConformance, L34_the_first_expression_of_a_voter_wins) {
  const auto first = *store_->append(entry(1), by(1, 1, 1));
  ASSERT_EQ(first.outcome, Outcome::stored);
  const auto again = *store_->append(entry(2), by(1, 2, 2));
  EXPECT_EQ(again.outcome, Outcome::already_voted);
  EXPECT_EQ(again.row, first.row);
  auto proxy = by(1, 3, 3);
  proxy.mode = ParticipationMode::proxy;
  EXPECT_EQ(store_->append(entry(3, EntryType::mandate), proxy)->outcome, Outcome::mode_already_chosen);
  EXPECT_EQ(store_->append(entry(4), by(2, 4, 4))->outcome, Outcome::stored);
  EXPECT_EQ(store_->counts()->entries, 2u);
  EXPECT_EQ(**store_->participation_of(by(1, 1).voter),
            (StandingExpression{ParticipationMode::voting_form, first.row}));
}

TEST_P(BallotStoreConformance, L34_where_the_articles_allow_it_the_last_expression_stands) {
  const auto first = *store_->append(entry(1), by(1, 1, 1));
  auto change = by(1, 2, 2);
  change.articles_allow_change = true;
  const auto second = *store_->append(entry(2), change);
  ASSERT_EQ(second.outcome, Outcome::stored);
  EXPECT_EQ((*store_->participation_of(change.voter))->row, second.row);
  // Back to the first choice: the same bytes, as a new act.
  auto back = by(1, 1, 3);
  back.articles_allow_change = true;
  const auto third = *store_->append(entry(3), back);
  EXPECT_EQ(third.outcome, Outcome::stored);
  EXPECT_EQ(store_->counts()->entries, 3u);
  EXPECT_EQ(store_->append(entry(4), by(1, 1, 1))->row, first.row);
}

TEST_P(BallotStoreConformance, L23_form_and_proxy_on_paper_end_as_a_proxy) {
  auto form = by(1, 1);
  auto proxy = by(1, 2);
  form.channel = proxy.channel = Channel::paper;
  proxy.mode = ParticipationMode::proxy;
  ASSERT_EQ(store_->append(entry(1, EntryType::mandate), proxy)->outcome, Outcome::stored);
  const auto second = *store_->append(entry(2), form);
  EXPECT_EQ(second.outcome, Outcome::stored);
  EXPECT_EQ(**store_->participation_of(form.voter), (StandingExpression{ParticipationMode::proxy, second.row}));
}

TEST_P(BallotStoreConformance, D7_the_same_request_is_replayed_also_after_the_close) {
  const auto first = *store_->append(entry(1), by(1, 1, 1));
  const auto by_key = *store_->append(entry(2), by(1, 1, 1));
  EXPECT_EQ(by_key.outcome, Outcome::replayed);
  EXPECT_EQ(by_key.row, first.row);
  const auto by_content = *store_->append(entry(3), by(1, 1));
  EXPECT_EQ(by_content.outcome, Outcome::replayed);
  EXPECT_EQ(by_content.row, first.row);
  const auto with_new_key = *store_->append(entry(4), by(1, 1, 2));
  EXPECT_EQ(with_new_key.outcome, Outcome::replayed);

  log_all(*store_);
  ASSERT_EQ(store_->close_with(entry(5, EntryType::close), 1)->outcome, Outcome::stored);
  EXPECT_EQ(store_->append(entry(6), by(1, 1, 1))->outcome, Outcome::replayed);
  EXPECT_EQ((*store_->find_request(by(1, 1, 1)))->row, first.row);
  EXPECT_EQ(store_->append(entry(7), by(2, 2, 3))->outcome, Outcome::closed);
}

TEST_P(BallotStoreConformance, the_same_key_with_another_request_is_a_conflict) {
  const auto first = *store_->append(entry(1), by(1, 1, 1));
  const auto other = *store_->append(entry(2), by(1, 2, 1));
  EXPECT_EQ(other.outcome, Outcome::idempotency_conflict);
  EXPECT_EQ(other.row, first.row);
  EXPECT_EQ((*store_->find_request(by(1, 2, 1)))->outcome, Outcome::idempotency_conflict);
  // A key is the voter's own.
  EXPECT_EQ(store_->append(entry(3), by(2, 2, 1))->outcome, Outcome::stored);
  EXPECT_EQ(*store_->find_request(by(3, 3, 1)), std::nullopt);
}

TEST_P(BallotStoreConformance, a_refusal_leaves_the_voter_free_to_send_a_better_form) {
  auto refused = by(1, 1);
  refused.mode = ParticipationMode::none;
  const auto first = *store_->append(entry(1, EntryType::refusal), refused);
  ASSERT_EQ(first.outcome, Outcome::stored);
  EXPECT_EQ(store_->append(entry(2, EntryType::refusal), refused)->row, first.row);
  EXPECT_EQ(*store_->participation_of(refused.voter), std::nullopt);
  EXPECT_EQ(store_->append(entry(3), by(1, 2, 1))->outcome, Outcome::stored);
}

TEST_P(BallotStoreConformance, R19_of_64_casters_with_one_code_exactly_one_is_stored) {
  std::atomic<int> stored_count = 0;
  std::atomic<int> refused_count = 0;
  in_threads(64, [&](int i) {
    const auto outcome = store_->append(entry(i), by(1, i, i + 1))->outcome;
    if (outcome == Outcome::stored) ++stored_count;
    if (outcome == Outcome::already_voted) ++refused_count;
  });
  EXPECT_EQ(stored_count, 1);
  EXPECT_EQ(refused_count, 63);
  EXPECT_EQ(store_->counts()->entries, 1u);
}

TEST_P(BallotStoreConformance, R19_of_64_equal_requests_one_is_stored_and_all_get_it) {
  std::vector<Appended> answers(64);
  in_threads(64, [&](int i) { answers[static_cast<std::size_t>(i)] = *store_->append(entry(i), by(1, 1, 1)); });
  EXPECT_EQ(std::ranges::count(answers, Outcome::stored, &Appended::outcome), 1);
  EXPECT_EQ(std::ranges::count(answers, Outcome::replayed, &Appended::outcome), 63);
  for (const auto& answer : answers) EXPECT_EQ(answer.row, answers.front().row);
}

TEST_P(BallotStoreConformance, R19_two_nodes_store_one_ballot_of_a_voter) {
  const auto other = open_();
  for (int voter = 0; voter < 20; ++voter) {
    std::atomic<int> stored_count = 0;
    in_threads(2, [&](int i) {
      auto& node = i == 0 ? *store_ : *other;
      if (node.append(entry(2 * voter + i), by(voter, i))->outcome == Outcome::stored) ++stored_count;
    });
    EXPECT_EQ(stored_count, 1);
  }
}

// reliability 4.1, first trap: a vote that began before the close and is stored after it.
TEST_P(BallotStoreConformance, D14_no_ballot_follows_the_close_entry) {
  const auto other = open_();
  std::atomic<bool> is_over = false;
  std::vector<std::vector<EntryRow>> acknowledged(8);
  EntryRow close_row = 0;
  in_threads(9, [&](int i) {
    if (i == 8) {
      while (store_->counts()->entries < 50) std::this_thread::yield();
      Appended closed{Outcome::not_last};
      while (closed.outcome == Outcome::not_last) {
        log_all(*store_);
        closed = *store_->close_with(entry(1'000'000, EntryType::close), store_->counts()->logged);
      }
      close_row = closed.row;
      is_over = true;
      return;
    }
    auto& node = i % 2 == 0 ? *store_ : *other;
    // A pause, so that there is a moment at which everything is in the log.
    for (int vote = 0; !is_over; ++vote) {
      const int number = i * 100'000 + vote;
      const auto appended = *node.append(entry(number), by(number, number));
      if (appended.outcome == Outcome::stored) acknowledged[static_cast<std::size_t>(i)].push_back(appended.row);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  ASSERT_NE(close_row, 0);
  std::size_t count = 0;
  for (const auto& rows : acknowledged) {
    count += rows.size();
    for (const auto row : rows) EXPECT_LT(row, close_row);
  }
  log_all(*store_);
  EXPECT_EQ(*store_->counts(), (EntryCounts{count + 1, count + 1, true}));
  EXPECT_EQ((*store_->entry_at(close_row))->index, count);
}

TEST_P(BallotStoreConformance, D14_after_the_close_come_refusals_and_the_count_only) {
  ASSERT_EQ(store_->close_with(entry(1, EntryType::close), 0)->outcome, Outcome::stored);
  int number = 2;
  for (const auto type :
       {EntryType::ballot, EntryType::mandate, EntryType::revocation, EntryType::open, EntryType::clock}) {
    EXPECT_EQ(store_->append(entry(number++, type), std::nullopt)->outcome, Outcome::closed) << name_of(type);
  }
  for (const auto type : {EntryType::refusal, EntryType::opening, EntryType::tally, EntryType::publish,
                          EntryType::erase, EntryType::admin, EntryType::register_change}) {
    EXPECT_EQ(store_->append(entry(number++, type), std::nullopt)->outcome, Outcome::stored) << name_of(type);
  }
}

TEST_P(BallotStoreConformance, D14_the_close_commits_to_a_log_that_has_everything) {
  stored(1);
  EXPECT_EQ(store_->close_with(entry(2, EntryType::close), 0)->outcome, Outcome::not_last);
  log_all(*store_);
  EXPECT_EQ(store_->close_with(entry(2, EntryType::close), 0)->outcome, Outcome::not_last);
  EXPECT_EQ(store_->close_with(entry(2, EntryType::ballot), 1)->outcome, Outcome::not_last);
  EXPECT_EQ(store_->append(entry(2, EntryType::close), std::nullopt)->outcome, Outcome::not_last);
  EXPECT_FALSE(store_->counts()->is_closed);
  EXPECT_EQ(store_->close_with(entry(2, EntryType::close), 1)->outcome, Outcome::stored);
  EXPECT_EQ(store_->close_with(entry(3, EntryType::close), 1)->outcome, Outcome::closed);
  EXPECT_TRUE(store_->counts()->is_closed);
}

TEST_P(BallotStoreConformance, an_entry_that_cannot_be_stored_does_not_take_others_with_it) {
  stored(1);
  std::atomic<int> stored_count = 0;
  in_threads(16, [&](int i) {
    // Every second one has the leaf of the first entry: its salt was used twice.
    const auto appended = store_->append(entry(i % 2 == 0 ? 1 : i + 1), std::nullopt);
    if (appended)
      ++stored_count;
    else
      EXPECT_EQ(appended.error().reason, Reason::vote_store_damaged);
  });
  EXPECT_EQ(stored_count, 8);
  EXPECT_EQ(store_->counts()->entries, 9u);
}

TEST_P(BallotStoreConformance, a_credential_gives_way_to_a_newer_one_only) {
  const auto voter = by(1, 1).voter;
  const Credential first{voter, hash_like(1, 7), 1};
  const Credential second{voter, hash_like(2, 7), 2};
  const Credential neighbour{by(2, 1).voter, hash_like(3, 7), 1};
  EXPECT_EQ(*store_->credential_of(voter), std::nullopt);
  ASSERT_TRUE(store_->put_credentials(std::vector{first}));
  ASSERT_TRUE(store_->put_credentials(std::vector{second}));
  EXPECT_EQ(store_->put_credentials(std::vector{neighbour, first}).error().reason, Reason::vote_credential_outdated);
  EXPECT_EQ(store_->put_credentials(std::vector{second}).error().reason, Reason::vote_credential_outdated);
  EXPECT_EQ(**store_->credential_of(voter), second);
  EXPECT_EQ(*store_->credential_of(neighbour.voter), std::nullopt);
}

TEST_P(BallotStoreConformance, an_entry_and_the_value_that_follows_from_it_are_stored_together) {
  const auto first = store_->append_with(entry(1, EntryType::admin), {"acts", std::nullopt, to_bytes("one")});
  ASSERT_EQ(first->outcome, Outcome::stored);
  EXPECT_EQ((*store_->entry_at(first->row))->entry, entry(1, EntryType::admin));
  ASSERT_EQ(store_->append_with(entry(2, EntryType::admin), {"acts", to_bytes("one"), to_bytes("two")})->outcome,
            Outcome::stored);
  store_ = open_();
  EXPECT_EQ(**store_->blob("acts"), to_bytes("two"));
  EXPECT_EQ(store_->counts()->entries, 2u);
}

TEST_P(BallotStoreConformance, neither_entry_nor_value_is_stored_without_the_other) {
  stored(1, EntryType::admin);
  ASSERT_TRUE(store_->put_blob("acts", to_bytes("one")));
  const auto change_from = [](std::optional<Bytes> before) {
    return BlobChange{"acts", std::move(before), to_bytes("two")};
  };
  EXPECT_EQ(store_->append_with(entry(2, EntryType::admin), change_from(std::nullopt))->outcome, Outcome::overtaken);
  EXPECT_EQ(store_->append_with(entry(2, EntryType::admin), change_from(to_bytes("0")))->outcome, Outcome::overtaken);
  EXPECT_EQ(store_->append_with(entry(2, EntryType::close), change_from(to_bytes("one")))->outcome, Outcome::not_last);
  // The leaf of the first entry: its salt was used twice.
  EXPECT_EQ(store_->append_with(entry(1, EntryType::admin), change_from(to_bytes("one"))).error().reason,
            Reason::vote_store_damaged);
  log_all(*store_);
  ASSERT_EQ(store_->close_with(entry(3, EntryType::close), 1)->outcome, Outcome::stored);
  EXPECT_EQ(store_->append_with(entry(4, EntryType::open), change_from(to_bytes("one")))->outcome, Outcome::closed);
  EXPECT_EQ(**store_->blob("acts"), to_bytes("one"));
  EXPECT_EQ(store_->counts()->entries, 2u);
}

TEST_P(BallotStoreConformance, of_several_changes_to_one_value_one_is_stored) {
  const auto other = open_();
  std::atomic<int> stored_count = 0;
  in_threads(8, [&](int i) {
    auto& node = i % 2 == 0 ? *store_ : *other;
    const auto appended = node.append_with(entry(i, EntryType::admin), {"opened", std::nullopt, to_bytes("1")});
    ASSERT_TRUE(appended) << appended.error().detail;
    if (appended->outcome == Outcome::stored) ++stored_count;
  });
  EXPECT_EQ(stored_count, 1);
  EXPECT_EQ(store_->counts()->entries, 1u);
}

TEST_P(BallotStoreConformance, blobs_are_replaced) {
  EXPECT_EQ(*store_->blob("register"), std::nullopt);
  ASSERT_TRUE(store_->put_blob("register", to_bytes("one")));
  ASSERT_TRUE(store_->put_blob("empty", {}));
  ASSERT_TRUE(store_->put_blob("register", to_bytes("two")));
  EXPECT_EQ(**store_->blob("register"), to_bytes("two"));
  EXPECT_EQ(**store_->blob("empty"), Bytes());
}

}  // namespace sceau
