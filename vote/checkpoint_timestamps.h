// SPDX-License-Identifier: Apache-2.0
// D15: the log's newest checkpoint is time-stamped at the opening, at least every ten minutes, and every minute in the
// last hour, so that each ballot lies between two tokens. No request ever waits for the authority, and one that is down
// only raises a gauge.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "vote/deadline.h"
#include "vote/vote_log.h"

namespace sceau {

// An RFC 3161 token over these bytes, asked of an authority and checked by the caller's function.
using AskForToken = std::function<Result<Bytes>(ByteView bytes)>;

struct TimestampGauges {
  std::optional<Instant> newest = {};  // when the last token came
  std::uint64_t failures = 0;
};

// Used by one thread.
class CheckpointTimestamps {
 public:
  CheckpointTimestamps(BallotStore& store, VoteLog& log, LegalTime closes, AskForToken ask)
      : store_(store), log_(log), closes_(std::move(closes)), ask_(std::move(ask)) {}

  // To be called every second or so. Asks when half of the longest time without a token has passed, so that there is
  // time to ask again; after a failure, five seconds later. Done also where nothing was due. Errors: those of the
  // authority and the store; the next call goes on.
  Status keep_up(Instant now);
  // At once: at the opening and at the close. The checkpoint that was stamped. Errors: as keep_up.
  Result<StoredTimestamp> stamp(Instant now);
  const TimestampGauges& gauges() const { return gauges_; }

 private:
  bool is_due(Instant now) const;
  BallotStore& store_;
  VoteLog& log_;
  LegalTime closes_;
  AskForToken ask_;
  TimestampGauges gauges_;
  std::optional<Instant> failed_at_;
};

}  // namespace sceau
