// SPDX-License-Identifier: Apache-2.0
// A store that hands every call on to another, which must outlive it: tests override the calls that are to fail.
#pragma once

#include "vote/ballot_store.h"

namespace sceau::test {

class ForwardingStore : public BallotStore {
 public:
  explicit ForwardingStore(BallotStore& store) : store_(store) {}

  Result<std::optional<Appended>> find_request(const Expression& by) override { return store_.find_request(by); }
  Result<Appended> append(const StoredEntry& entry, const std::optional<Expression>& by) override {
    return store_.append(entry, by);
  }
  Result<Appended> append_with(const StoredEntry& entry, const BlobChange& change) override {
    return store_.append_with(entry, change);
  }
  Result<Appended> close_with(const StoredEntry& entry, LogIndex size) override {
    return store_.close_with(entry, size);
  }
  Result<std::vector<UnloggedEntry>> unlogged(std::size_t limit) override { return store_.unlogged(limit); }
  Result<BatchOutcome> add_to_log(const LogBatch& batch) override { return store_.add_to_log(batch); }
  Result<std::vector<LoggedLeaf>> leaves(LogIndex first, std::size_t limit) override {
    return store_.leaves(first, limit);
  }
  Result<std::optional<StoredCheckpoint>> checkpoint_covering(LogIndex index) override {
    return store_.checkpoint_covering(index);
  }
  Result<std::optional<StoredCheckpoint>> newest_checkpoint() override { return store_.newest_checkpoint(); }
  Result<std::optional<EntryRecord>> entry_at(EntryRow row) override { return store_.entry_at(row); }
  Result<std::vector<EntryRecord>> entries(LogIndex first, std::size_t limit) override {
    return store_.entries(first, limit);
  }
  Result<std::optional<StandingExpression>> participation_of(ByteView voter) override {
    return store_.participation_of(voter);
  }
  Result<EntryCounts> counts() override { return store_.counts(); }
  Status put_credentials(std::span<const Credential> credentials) override {
    return store_.put_credentials(credentials);
  }
  Result<std::optional<Credential>> credential_of(ByteView voter) override { return store_.credential_of(voter); }
  Status put_blob(std::string_view name, ByteView content) override { return store_.put_blob(name, content); }
  Result<std::optional<Bytes>> blob(std::string_view name) override { return store_.blob(name); }
  Status add_timestamp(const StoredTimestamp& timestamp) override { return store_.add_timestamp(timestamp); }
  Result<std::vector<StoredTimestamp>> timestamps() override { return store_.timestamps(); }
  bool is_dead() const override { return store_.is_dead(); }

 private:
  BallotStore& store_;
};

}  // namespace sceau::test
