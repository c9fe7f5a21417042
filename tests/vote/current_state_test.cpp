// SPDX-License-Identifier: Apache-2.0
// The log and what the store says beside it, when the program is killed between any two writes.
#include "vote/current_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "tests/pki/test_pki.h"
#include "tests/vote/forwarding_store.h"
#include "tests/vote/sample_log.h"
#include "tests/vote/sample_meeting.h"
#include "vote/entry_at_rest.h"
#include "vote/service_record.h"

namespace sceau {
namespace {

const Instant noon = *from_rfc3339("2027-05-01T12:00:00Z");

// Takes so many changes, and then no more: what a killed program leaves.
class CutOffStore final : public test::ForwardingStore {
 public:
  CutOffStore(BallotStore& store, int changes) : ForwardingStore(store), changes_(changes) {}

  Result<Appended> append(const StoredEntry& entry, const std::optional<Expression>& by) override {
    return is_cut_off() ? killed() : ForwardingStore::append(entry, by);
  }
  Result<Appended> append_with(const StoredEntry& entry, const BlobChange& change) override {
    return is_cut_off() ? killed() : ForwardingStore::append_with(entry, change);
  }
  Status put_blob(std::string_view name, ByteView content) override {
    return is_cut_off() ? Status(killed()) : ForwardingStore::put_blob(name, content);
  }

 private:
  static Error killed() { return {Reason::vote_not_recorded, "killed"}; }
  bool is_cut_off() { return changes_-- <= 0; }
  int changes_;
};

SymmetricKey key_of(std::uint8_t octet) { return *symmetric_key_from(SecretBytes(Bytes(32, octet))); }

class CurrentStateTest : public testing::Test {
 protected:
  using Step = std::function<Status(const StateKeeper&)>;

  StateKeeper keeper(BallotStore& store) const { return {store, keys_, meeting_, system_random(), "node"}; }
  Status take_over() { return keep_register(keeper(*store_), sample_register(), noon); }
  Status start(const StateKeeper& by) const { return record_start(by, urn_, "sceau 0", noon); }

  // The step, cut off after every number of writes and then taken again, each time in a store of its own.
  void for_each_cut(const Step& before, const Step& step, const std::function<void()>& check) {
    for (int writes = 0;; ++writes) {
      SCOPED_TRACE(writes);
      store_ = folder_.store(std::to_string(writes) + ".sqlite");
      ASSERT_TRUE(before(keeper(*store_)));
      CutOffStore cut_off(*store_, writes);
      const auto first = step(keeper(cut_off));
      if (!first) {
        EXPECT_EQ(first.error().reason, Reason::vote_not_recorded);
        const auto again = step(keeper(*store_));
        ASSERT_TRUE(again) << again.error().detail;
      }
      check();
      if (first) return;
    }
  }

  // Of everything, once it is in the log.
  std::size_t count_of(EntryType type) {
    const auto waiting = *store_->unlogged(100);
    std::vector<EntryRow> rows;
    for (const auto& entry : waiting) rows.push_back(entry.row);
    if (!rows.empty()) {
      EXPECT_TRUE(store_->add_to_log({store_->counts()->logged, rows, to_bytes("note")}));
    }
    const auto entries = *store_->entries(0, 100);
    const auto type_of = [](const EntryRecord& record) { return record.entry.type; };
    return static_cast<std::size_t>(std::ranges::count(entries, type, type_of));
  }

  test::LogFolder folder_;
  StorageKeys keys_{key_of(1), key_of(2), key_of(3), key_of(4)};
  Certificate urn_ = test::issue({.common_name = "Urn", .key_usage = "critical,keyAgreement"}).certificate;
  FrozenMeeting meeting_ = with_urn(sample_frozen(), {urn_.sha256(), {{Bytes(32, 2), Bytes(32, 3)}}});
  std::unique_ptr<BallotStore> store_ = folder_.store();
};

Status nothing(const StateKeeper&) { return Done{}; }
Status with_register(const StateKeeper& keeper) { return keep_register(keeper, sample_register(), noon); }

TEST_F(CurrentStateTest, TheVoteOpensOnceWhenAServerIsKilled) {
  for_each_cut(
      nothing, [this](const StateKeeper& by) { return start(by); },
      [this] {
        ASSERT_TRUE(start(keeper(*store_)));
        EXPECT_EQ(count_of(EntryType::open), 1u);
        EXPECT_EQ(count_of(EntryType::admin), 1u);
      });
}

TEST_F(CurrentStateTest, TheFirstRegisterIsLoggedOnce) {
  for_each_cut(nothing, with_register, [this] {
    EXPECT_EQ(take_over().error().reason, Reason::vote_register_irregular);
    EXPECT_EQ(count_of(EntryType::register_change), 1u);
    EXPECT_EQ(current_state(keeper(*store_))->register_hash, *register_hash(sample_register()));
  });
}

TEST_F(CurrentStateTest, AnActHoldsIfTheLogHasIt) {
  const MeetingAct withdrawal{.at = noon, .by = "the chair", .why = "an error", .what = Withdrawal{"2"}};
  for_each_cut(
      with_register, [&](const StateKeeper& by) { return record_act(by, withdrawal, nullptr); },
      [&] {
        EXPECT_EQ(count_of(EntryType::admin), 1u);
        EXPECT_EQ(*recorded_acts(keeper(*store_)), std::vector{withdrawal});
      });
}

TEST_F(CurrentStateTest, ACorrectedRegisterHoldsIfTheLogHasIt) {
  const auto corrected = sample_register(changed(sample_register_csv(), "Jeanne", "Jeannette"));
  const MeetingAct correction{
      .at = noon, .by = "the chair", .why = "an error", .what = RegisterCorrection{*register_hash(corrected)}};
  for_each_cut(
      with_register, [&](const StateKeeper& by) { return record_act(by, correction, &corrected); },
      [&] {
        EXPECT_EQ(count_of(EntryType::register_change), 2u);
        EXPECT_EQ(current_state(keeper(*store_))->register_hash, *register_hash(corrected));
        EXPECT_EQ(recorded_registers(keeper(*store_))->size(), 2u);
      });
}

// Two consoles that have read the same state.
TEST_F(CurrentStateTest, AnActThatWasOvertakenIsNotRecorded) {
  class Overtaken final : public test::ForwardingStore {
   public:
    Overtaken(BallotStore& store, std::function<Status()> first) : ForwardingStore(store), first_(std::move(first)) {}
    Result<Appended> append_with(const StoredEntry& entry, const BlobChange& change) override {
      EXPECT_TRUE(first_());
      return ForwardingStore::append_with(entry, change);
    }

   private:
    std::function<Status()> first_;
  };
  ASSERT_TRUE(take_over());
  const auto withdrawal_of = [](const char* label) {
    return MeetingAct{.at = noon, .by = "the chair", .why = "an error", .what = Withdrawal{label}};
  };
  Overtaken store(*store_, [&] { return record_act(keeper(*store_), withdrawal_of("1"), nullptr); });
  EXPECT_EQ(record_act(keeper(store), withdrawal_of("2"), nullptr).error().reason, Reason::vote_not_recorded);
  EXPECT_EQ(count_of(EntryType::admin), 1u);
  EXPECT_EQ(*recorded_acts(keeper(*store_)), std::vector{withdrawal_of("1")});
}

}  // namespace
}  // namespace sceau
