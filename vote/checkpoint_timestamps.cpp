// SPDX-License-Identifier: Apache-2.0
#include "vote/checkpoint_timestamps.h"

namespace sceau {
namespace {

constexpr std::chrono::seconds pause_after_failure{5};

}  // namespace

bool CheckpointTimestamps::is_due(Instant now) const {
  if (failed_at_ && now < *failed_at_ + pause_after_failure) return false;
  return !gauges_.newest || now - *gauges_.newest >= longest_without_timestamp(now, closes_) / 2;
}

Status CheckpointTimestamps::keep_up(Instant now) {
  // The first entry says that the vote is open; before it there is nothing to date.
  if (!is_due(now) || log_.newest().size == 0) return Done{};
  const auto stamped = stamp(now);
  if (!stamped) return stamped.error();
  return Done{};
}

Result<StoredTimestamp> CheckpointTimestamps::stamp(Instant now) {
  const auto checkpoint = log_.newest();
  auto token = ask_(checkpoint.note);
  if (!token) {
    ++gauges_.failures;
    failed_at_ = now;
    return token.error();
  }
  StoredTimestamp timestamp{checkpoint.size, std::move(*token)};
  // The empty log has no checkpoint in the store.
  const auto added = timestamp.size > 0 ? store_.add_timestamp(timestamp) : Status(Done{});
  if (!added) return added.error();
  gauges_.newest = now;
  failed_at_.reset();
  return timestamp;
}

}  // namespace sceau
