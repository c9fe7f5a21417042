// SPDX-License-Identifier: Apache-2.0
// Ballots that can be opened and counted: number N is that of the shareholder "vN", who holds one share and votes for,
// against and abstains. What the intake would have checked is as it wants it.
#pragma once

#include <vector>

#include "vote/ballot_store.h"
#include "vote/count_meeting.h"
#include "vote/storage_keys.h"
#include "vote/vote_log.h"

namespace sceau::test {

struct Counted;

class BallotMaker {
 public:
  BallotMaker(EnvelopeRecipient urn, SigningIdentity seal);

  const FrozenMeeting& meeting() const { return meeting_; }
  const StorageKeys& keys() const { return keys_; }
  const EnvelopeRecipient& urn() const { return urn_; }

  // A new entry each time, as a second attempt is in the server.
  Result<StoredEntry> make(int number) const;
  // The number of an entry that make() made; ends the process where it is none.
  int number_of(const StoredEntry& entry) const;

 private:
  friend Counted close_and_count(BallotStore&, VoteLog&, const BallotMaker&, const DecryptionKey&);
  Form form_of(int number) const;
  const FrozenMeeting meeting_;
  const StorageKeys keys_;
  const EnvelopeRecipient urn_;
  const SigningIdentity seal_;
};

// Closes the vote, opens the urn and counts, by the program's own steps; ends the process with a message where a
// ballot stands twice, an envelope does not open, a signature does not hold, or the count has findings. The close is
// recorded at once where it is not yet.
struct Counted {
  LogIndex entries = 0;                // before the close entry
  std::vector<int> numbers = {};       // ascending, of the ballots that were counted; each once
  std::vector<LogIndex> indexes = {};  // ascending, of their entries
};
Counted close_and_count(BallotStore& store, VoteLog& log, const BallotMaker& maker, const DecryptionKey& urn_key);

}  // namespace sceau::test
