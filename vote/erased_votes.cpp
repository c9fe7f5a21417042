// SPDX-License-Identifier: Apache-2.0
#include "vote/erased_votes.h"

#include "formats/json/canonical_json.h"

namespace sceau {
namespace {

constexpr std::string_view erased_blob = "erased";

Error not_the_same() { return {Reason::vote_store_damaged, "the copy is not the same log"}; }

class ProofCopy {
 public:
  ProofCopy(BallotStore& from, BallotStore& to) : from_(from), to_(to) {}

  Status copy() {
    const auto newest = from_.newest_checkpoint();
    if (!newest) return newest.error();
    for (LogIndex size = 0; *newest && size < (*newest)->size;) {
      const auto checkpoint = from_.checkpoint_covering(size);
      if (!checkpoint) return checkpoint.error();
      if (!*checkpoint || (*checkpoint)->size <= size) return not_the_same();
      if (auto copied = copy_batch(size, **checkpoint); !copied) return copied;
      size = (*checkpoint)->size;
    }
    return copy_timestamps();
  }

 private:
  Status copy_batch(LogIndex first, const StoredCheckpoint& checkpoint) {
    LogBatch batch{first, {}, checkpoint.note};
    while (first + batch.rows.size() < checkpoint.size) {
      const auto next = first + batch.rows.size();
      const auto records = from_.entries(next, static_cast<std::size_t>(checkpoint.size - next));
      if (!records) return records.error();
      if (records->empty()) return not_the_same();
      for (const auto& record : *records) {
        const auto row = copy_entry(record.entry, first);
        if (!row) return row.error();
        batch.rows.push_back(*row);
      }
    }
    const auto added = to_.add_to_log(batch);
    if (!added) return added.error();
    return *added == BatchOutcome::added ? Status(Done{}) : not_the_same();
  }

  Result<EntryRow> copy_entry(const StoredEntry& entry, LogIndex log_size) {
    const StoredEntry bare{.type = entry.type, .at = {}, .leaf = entry.leaf, .at_rest = {}};
    const auto stored =
        entry.type == EntryType::close ? to_.close_with(bare, log_size) : to_.append(bare, std::nullopt);
    if (!stored) return stored.error();
    if (stored->outcome != AppendOutcome::stored) return not_the_same();
    return stored->row;
  }

  Status copy_timestamps() {
    const auto stamps = from_.timestamps();
    if (!stamps) return stamps.error();
    for (const auto& stamp : *stamps) {
      if (auto added = to_.add_timestamp(stamp); !added) return added;
    }
    return Done{};
  }

  BallotStore& from_;
  BallotStore& to_;
};

}  // namespace

Status copy_proof(BallotStore& from, BallotStore& to) {
  if (auto copied = ProofCopy(from, to).copy(); !copied) return copied;
  return to.put_blob(erased_blob, as_bytes("1"));
}

Result<bool> is_erased(BallotStore& store) {
  const auto blob = store.blob(erased_blob);
  if (!blob) return blob.error();
  return blob->has_value();
}

std::string erasure_facts(std::string_view until) {
  return canonical_json({ValueObject{{"act", {std::string("erasure")}}, {"kept_until", {std::string(until)}}}});
}

}  // namespace sceau
