// SPDX-License-Identifier: Apache-2.0
// L60, L61 and G2: what is kept, until when, and what is left afterwards.
#include "vote/retention.h"

#include <gmock/gmock.h>

#include "crypto/merkle_tree.h"
#include "tests/vote/sample_log.h"
#include "tests/vote/sample_meeting.h"
#include "vote/erased_votes.h"

namespace sceau {
namespace {

using testing::HasSubstr;

TEST(Retention, L60_papers_are_kept_for_three_financial_years_and_until_nullity_lapses) {
  // Held in 2027: among the last three closed years until the end of 2030; three years of nullity, 2031 to 2033.
  EXPECT_EQ(to_text(erasable_from(sample_meeting())), "2034-01-01");
}

TEST(Retention, L60_L61_nothing_is_erased_before_that_day) {
  const auto before = retention_has_ended(sample_meeting(), day("2033-12-31"));
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before.front().reason, Reason::vote_retention_running);
  EXPECT_THAT(before.front().detail, HasSubstr("2034-01-01"));
  EXPECT_THAT(before.front().detail, HasSubstr("to be confirmed"));
  EXPECT_TRUE(retention_has_ended(sample_meeting(), day("2034-01-01")).empty());
}

TEST(Retention, L61_records_are_kept_for_five_years_at_least) {
  EXPECT_GT(erasable_from(sample_meeting()), sample_meeting().date() + std::chrono::years(5));
}

class Erasure : public testing::Test {
 protected:
  Erasure() {
    auto log = folder_.log(*store_);
    for (int number = 0; number < 300; ++number) {
      rows_.push_back(store_->append(numbered(number), numbered_expression(number))->row);
    }
    size_ = log->flush()->size;
    close_ = *store_->close_with(test::numbered_entry(999, EntryType::close), size_);
    refusal_ = *store_->append(test::numbered_entry(1000, EntryType::refusal), std::nullopt);
    size_ = log->flush()->size;
    EXPECT_TRUE(store_->add_timestamp({size_, to_bytes("token")}));
    EXPECT_TRUE(store_->put_blob("register", as_bytes("Jeanne Martin")));
    const Credential code{to_bytes("voter tag"), to_bytes("hash of a code"), 1};
    EXPECT_TRUE(store_->put_credentials(std::span(&code, 1)));
    EXPECT_TRUE(copy_proof(*store_, *proof_));
  }

  static StoredEntry numbered(int number) {
    auto entry = test::numbered_entry(number);
    entry.sealed = to_bytes("the form of Jeanne Martin");
    return entry;
  }
  static Expression numbered_expression(int number) { return test::numbered_expression(number); }

  test::LogFolder folder_;
  std::unique_ptr<SqliteStore> store_ = folder_.store();
  std::unique_ptr<SqliteStore> proof_ = folder_.store("proof.sqlite");
  std::vector<EntryRow> rows_;
  Appended close_, refusal_;
  LogIndex size_ = 0;
};

TEST_F(Erasure, G2_every_proof_still_holds) {
  EXPECT_EQ((*proof_->newest_checkpoint())->note, (*store_->newest_checkpoint())->note);
  EXPECT_EQ(*proof_->timestamps(), *store_->timestamps());
  const auto before = *store_->leaves(0, 1000), after = *proof_->leaves(0, 1000);
  ASSERT_EQ(before.size(), size_);
  EXPECT_TRUE(std::ranges::equal(before, after, {}, &LoggedLeaf::leaf, &LoggedLeaf::leaf));
  MerkleTree tree;
  for (const auto& leaf : after) ASSERT_TRUE(tree.append(*leaf_hash(leaf.leaf)));
  const auto checkpoint = open_checkpoint(as_text((*proof_->newest_checkpoint())->note), folder_.verifier());
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(*tree.root(), checkpoint->root);
  for (LogIndex index = 0; index < size_; ++index) {
    EXPECT_EQ(*proof_->checkpoint_covering(index), *store_->checkpoint_covering(index));
  }
  EXPECT_TRUE(*is_erased(*proof_));
  EXPECT_FALSE(*is_erased(*store_));
}

TEST_F(Erasure, G2_nothing_about_anybody_is_left) {
  const auto left = proof_->entries(0, 1000);
  ASSERT_TRUE(left);
  ASSERT_EQ(left->size(), size_);
  for (const auto& record : *left) {
    EXPECT_TRUE(record.entry.at_rest.empty());
    EXPECT_TRUE(record.entry.sealed.empty());
    EXPECT_EQ(record.entry.at, Instant{});
    EXPECT_EQ(record.row, static_cast<EntryRow>(*record.index) + 1);  // the order of arrival is gone
  }
  EXPECT_FALSE(*proof_->blob("register"));
  EXPECT_FALSE(*proof_->credential_of(to_bytes("voter tag")));
  EXPECT_FALSE(*proof_->participation_of(test::numbered_expression(1).voter));
  EXPECT_TRUE(*store_->participation_of(test::numbered_expression(1).voter));
  proof_.reset();
  const auto file = to_string(*read_file(folder_.path("proof.sqlite"), std::size_t{1} << 26));
  for (const auto* secret : {"Jeanne Martin", "voter tag", "hash of a code"}) {
    EXPECT_EQ(file.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace sceau
