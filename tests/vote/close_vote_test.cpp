// SPDX-License-Identifier: Apache-2.0
#include "vote/close_vote.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "foundation/text_encoding.h"
#include "tests/vote/forwarding_store.h"
#include "tests/vote/sample_log.h"
#include "vote/closed_log.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

using test::LogFolder;

Instant instant(std::string_view text) { return *from_rfc3339(text); }

class CloseVoteTest : public testing::Test {
 protected:
  VoteLogSettings log_settings() {
    auto settings = folder_.settings();
    settings.leaf_of = [this](const StoredEntry& entry) -> Result<Bytes> {
      const auto read = stored_entry(entry, key_);
      if (!read) return read.error();
      return leaf_data(*read);
    };
    return settings;
  }
  Result<Appended> append(EntryType type, std::string node = "node") {
    const LogEntry entry{type, instant("2027-05-11T12:00:00Z"), std::move(node), {}, to_bytes("{}")};
    return store_->append(*store_entry(entry, {}, key_, system_random()), std::nullopt);
  }
  static Bytes token(ByteView imprint) { return to_bytes("token over " + hex_lower(imprint)); }
  static Bytes token_over_note(ByteView note) { return token(*digest(DigestAlgorithm::sha256, note)); }
  CloseSettings settings(CloseDecision decision) const {
    const auto stamper = [this](DigestAlgorithm, ByteView imprint) -> Result<Bytes> {
      if (!authority_answers_) return Error{Reason::tsa_unreachable, ""};
      return token(imprint);
    };
    return {"node", instant("2027-05-11T13:01:00Z"), decision, stamper, key_, system_random()};
  }
  Result<ClosedVote> close(CloseDecision decision = CloseDecision::close) {
    return close_vote(*store_, *log_, settings(decision));
  }
  std::string payload_of(EntryRow row) {
    return to_string(stored_entry((*store_->entry_at(row))->entry, key_)->payload);
  }

  LogFolder folder_;
  SymmetricKey key_ = *new_symmetric_key(system_random());
  std::unique_ptr<SqliteStore> store_ = folder_.store();
  std::unique_ptr<VoteLog> log_ = *VoteLog::open(*store_, log_settings());
  bool authority_answers_ = true;
};

TEST_F(CloseVoteTest, D14_the_close_entry_commits_to_the_log_before_it) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(append(EntryType::ballot));
  const auto closed = close();
  ASSERT_TRUE(closed) << closed.error().detail;
  EXPECT_EQ(closed->entries, 5u);
  EXPECT_EQ(log_->wait_for(closed->row)->index, 5u);
  const auto before = **store_->checkpoint_covering(4);
  const auto root = parse_checkpoint(as_text(before.note))->checkpoint.root;
  EXPECT_EQ(payload_of(closed->row), R"({"clock":"good","entries":5,"nodes":{"node":5},"root":")" + base64(root) +
                                         R"(","timestamp":")" + base64(token_over_note(before.note)) + R"("})");
  EXPECT_EQ(append(EntryType::ballot)->outcome, AppendOutcome::closed);
  EXPECT_EQ(close().error().reason, Reason::vote_deadline_passed);
}

TEST_F(CloseVoteTest, TheCloseEntryIsReadBackForThePapers) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(append(EntryType::ballot));
  EXPECT_EQ(closed_log(*store_, key_).error().reason, Reason::vote_not_closed);
  ASSERT_TRUE(close(CloseDecision::close_degraded));
  ASSERT_EQ(append(EntryType::refusal)->outcome, AppendOutcome::stored);
  ASSERT_TRUE(log_->flush());
  const auto root = parse_checkpoint(as_text((**store_->checkpoint_covering(2)).note))->checkpoint.root;
  const auto closed = closed_log(*store_, key_);
  ASSERT_TRUE(closed) << closed.error().detail;
  const ClosedLog wanted{instant("2027-05-11T13:01:00Z"), 3, Bytes(root.begin(), root.end()), {{"node", 3}}, true};
  EXPECT_EQ(*closed, wanted);
}

TEST_F(CloseVoteTest, ACloseEntryThatSaysSomethingElseIsNotRead) {
  constexpr std::string_view sound =
      R"({"clock":"good","entries":3,"nodes":{"a":2,"b":1},"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","timestamp":null})";
  const auto read = [](std::string payload) {
    return read_close({EntryType::close, instant("2027-05-11T13:01:00Z"), "node", {}, to_bytes(payload)});
  };
  ASSERT_TRUE(read(std::string(sound)));
  for (const auto& [from, to] :
       {std::pair("good", "slow"), std::pair("\"entries\":3", "\"entries\":-3"), std::pair("\"a\":2", "\"a\":1"),
        std::pair("\"a\":2", "\"a\":\"2\""), std::pair("\"a\":2", "\"a\":3,\"c\":-1"), std::pair("AAA=", "AA==")}) {
    auto payload = std::string(sound);
    payload.replace(payload.find(from), std::string_view(from).size(), to);
    const auto closed = read(payload);
    ASSERT_FALSE(closed) << payload;
    EXPECT_EQ(closed.error().reason, Reason::value_wrong) << payload;
  }
  EXPECT_EQ(read("{}").error().reason, Reason::value_missing);
}

TEST_F(CloseVoteTest, D13_the_close_entry_says_how_many_entries_each_node_wrote) {
  for (const auto* node : {"node-1", "console", "node-1", "node-2", "node-1"})
    ASSERT_TRUE(append(EntryType::ballot, node));
  ASSERT_TRUE(close());
  const auto closed = closed_log(*store_, key_);
  ASSERT_TRUE(closed) << closed.error().detail;
  EXPECT_EQ(closed->nodes, (std::map<std::string, std::int64_t>{{"console", 1}, {"node-1", 3}, {"node-2", 1}}));
}

TEST_F(CloseVoteTest, D11_the_close_entry_lies_between_two_tokens) {
  ASSERT_TRUE(append(EntryType::ballot));
  const auto closed = close();
  ASSERT_TRUE(closed);
  const auto before = (*store_->checkpoint_covering(0))->note;
  EXPECT_THAT(payload_of(closed->row), testing::HasSubstr(base64(token_over_note(before))));
  const auto newest = **store_->newest_checkpoint();
  EXPECT_EQ(*store_->timestamps(), (std::vector<StoredTimestamp>{{2, token_over_note(newest.note)}}));
}

TEST_F(CloseVoteTest, D11_without_a_token_a_good_clock_does_not_close) {
  ASSERT_TRUE(append(EntryType::ballot));
  authority_answers_ = false;
  EXPECT_EQ(close().error().reason, Reason::tsa_unreachable);
  EXPECT_FALSE(store_->counts()->is_closed);
  EXPECT_FALSE(close(CloseDecision::wait));
  EXPECT_FALSE(store_->counts()->is_closed);

  const auto closed = close(CloseDecision::close_degraded);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->not_bracketed->reason, Reason::tsa_unreachable);
  EXPECT_THAT(payload_of(closed->row), testing::HasSubstr(R"("clock":"degraded")"));
  EXPECT_THAT(payload_of(closed->row), testing::HasSubstr(R"("timestamp":null)"));
}

TEST_F(CloseVoteTest, D11_a_second_token_that_was_not_kept_is_made_afterwards) {
  class NoTimestamps final : public test::ForwardingStore {
   public:
    using ForwardingStore::ForwardingStore;
    Status add_timestamp(const StoredTimestamp&) override { return Error{Reason::vote_not_recorded, "no space"}; }
  };
  ASSERT_TRUE(append(EntryType::ballot));
  EXPECT_EQ(end_bracket(*store_, *log_, settings(CloseDecision::close)).error().reason, Reason::vote_not_closed);
  NoTimestamps full(*store_);
  const auto closed = close_vote(full, *log_, settings(CloseDecision::close));
  ASSERT_TRUE(closed) << closed.error().detail;
  ASSERT_TRUE(closed->not_bracketed);
  EXPECT_EQ(closed->not_bracketed->reason, Reason::vote_not_recorded);
  EXPECT_TRUE(store_->timestamps()->empty());

  ASSERT_TRUE(end_bracket(*store_, *log_, settings(CloseDecision::close)));
  ASSERT_TRUE(end_bracket(*store_, *log_, settings(CloseDecision::close)));
  const auto newest = **store_->newest_checkpoint();
  EXPECT_EQ(*store_->timestamps(), (std::vector<StoredTimestamp>{{2, token_over_note(newest.note)}}));
}

TEST_F(CloseVoteTest, D11_a_token_of_before_the_close_does_not_end_the_bracket) {
  ASSERT_TRUE(append(EntryType::ballot));
  const auto before = log_->flush();
  ASSERT_TRUE(store_->add_timestamp({before->size, token_over_note(before->note)}));
  const auto closed = close();
  ASSERT_TRUE(closed);
  EXPECT_FALSE(closed->not_bracketed);
  EXPECT_EQ(store_->timestamps()->size(), 2u);
  EXPECT_EQ(store_->timestamps()->back().size, 2u);
}

TEST_F(CloseVoteTest, D14_entries_that_still_come_in_are_before_the_close_or_refused) {
  std::atomic<bool> is_over = false;
  std::atomic<std::uint64_t> stored = 0;
  std::vector<std::jthread> casters;
  for (int i = 0; i < 4; ++i) {
    casters.emplace_back([&] {
      while (!is_over) {
        const auto appended = append(EntryType::ballot);
        if (appended && appended->outcome == AppendOutcome::stored) ++stored;
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
      }
    });
  }
  while (stored < 20) std::this_thread::yield();
  const auto closed = close();
  is_over = true;
  casters.clear();
  ASSERT_TRUE(closed) << closed.error().detail;
  EXPECT_EQ(closed->entries, stored);
  EXPECT_EQ(log_->wait_for(closed->row)->index, stored);
  EXPECT_EQ(*store_->counts(), (EntryCounts{stored + 1, stored + 1, true}));
}

}  // namespace
}  // namespace sceau
