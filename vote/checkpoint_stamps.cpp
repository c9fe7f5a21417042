// SPDX-License-Identifier: Apache-2.0
#include "vote/checkpoint_stamps.h"

#include "crypto/timestamp_token.h"

namespace sceau {
namespace {

constexpr auto after_failure = std::chrono::seconds(10);

}  // namespace

bool CheckpointStamps::is_due(Instant now) const {
  const std::lock_guard lock(mutex_);
  if (!asked_at_) return true;
  const bool failed = !stamped_at_ || *stamped_at_ < *asked_at_;
  const auto period = longest_without_timestamp(now, closes_);
  return now - *asked_at_ >= (failed ? std::min<std::chrono::seconds>(period, after_failure) : period);
}

Status CheckpointStamps::stamp(const Clock& clock) {
  {
    const std::lock_guard lock(mutex_);
    asked_at_ = clock();
  }
  auto done = stamp_newest(clock);
  const std::lock_guard lock(mutex_);
  ++(done ? count_ : failures_);
  return done;
}

Status CheckpointStamps::stamp_newest(const Clock& clock) {
  const auto newest = store_.newest_checkpoint();
  if (!newest) return newest.error();
  if (!*newest) return Done{};
  const auto imprint = digest(DigestAlgorithm::sha256, (*newest)->note);
  if (!imprint) return imprint.error();
  const auto before = clock();
  auto token = stamper_(DigestAlgorithm::sha256, *imprint);
  const auto after = clock();
  if (!token) return token.error();
  const auto parsed = parse_timestamp_token(*token);
  if (!parsed) return parsed.error();
  const auto kept = store_.add_timestamp({(*newest)->size, std::move(*token)});
  if (!kept) return kept;
  const std::lock_guard lock(mutex_);
  stamped_at_ = asked_at_;
  ahead_ = before + (after - before) / 2 - parsed->time;
  return Done{};
}

std::optional<std::chrono::microseconds> CheckpointStamps::ahead_of_authority(Instant now) const {
  const std::lock_guard lock(mutex_);
  if (!stamped_at_ || now - *stamped_at_ > 2 * longest_without_timestamp(now, closes_)) return std::nullopt;
  return ahead_;
}

std::uint64_t CheckpointStamps::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

std::uint64_t CheckpointStamps::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

}  // namespace sceau
