// SPDX-License-Identifier: Apache-2.0
// Time-stamps of the log (D15): a token over the newest checkpoint, every minute in the last hour and every ten before.
// A ballot's time lies between the tokens before and after it. No ballot waits for an authority.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "crypto/digest.h"
#include "vote/ballot_store.h"
#include "vote/clock_state.h"
#include "vote/deadline.h"

namespace sceau {

class CheckpointStamps {
 public:
  // An RFC 3161 token (DER) over an imprint, however it is got.
  using Stamper = std::function<Result<Bytes>(DigestAlgorithm, ByteView imprint)>;

  // The store must outlive it.
  CheckpointStamps(BallotStore& store, LegalTime closes, Stamper stamper)
      : store_(store), closes_(std::move(closes)), stamper_(std::move(stamper)) {}

  // Is a token due? The first at once.
  bool is_due(Instant now) const;
  // Asks for a token over the newest checkpoint and keeps it; the time before and after is that of the one clock. A log
  // without an entry has nothing to stamp. Errors: those of the stamper, timestamp.malformed, those of the store.
  Status stamp(const Clock& clock);

  // D11: how far the clock was ahead of the authority when the last token came; nothing before the first one, or once
  // the last one is older than two periods.
  std::optional<std::chrono::microseconds> ahead_of_authority(Instant now) const;
  std::uint64_t count() const;
  std::uint64_t failures() const;

 private:
  Status stamp_newest(const Clock& clock);
  BallotStore& store_;
  const LegalTime closes_;
  const Stamper stamper_;
  mutable std::mutex mutex_;
  std::optional<Instant> asked_at_, stamped_at_;
  std::chrono::microseconds ahead_{0};
  std::uint64_t count_ = 0, failures_ = 0;
};

}  // namespace sceau
