// SPDX-License-Identifier: Apache-2.0
// Everything the way in of a meeting works with. All of it comes from outside, so that the whole walk of a ballot runs
// in a test without clock, socket or disk.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "crypto/private_key.h"
#include "crypto/random_bytes.h"
#include "crypto/sealed_envelope.h"
#include "signer/signing_options.h"
#include "vote/attempt_limits.h"
#include "vote/ballot_store.h"
#include "vote/check_signature.h"
#include "vote/clock_state.h"
#include "vote/frozen_meeting.h"
#include "vote/meeting_act.h"
#include "vote/register.h"
#include "vote/storage_keys.h"
#include "vote/vote_log.h"

namespace sceau {

// What holds for the whole time of service. The store must outlive the intake.
struct IntakeParts {
  FrozenMeeting meeting;
  FormIssuers issuers;
  EnvelopeRecipient urn;                      // every form is encrypted to it, and nobody here can open that
  SigningIdentity company_seal;               // under forms that came with an access code
  std::shared_ptr<const SigningKey> log_key;  // signs receipts; Ed25519
  std::shared_ptr<const StorageKeys> keys;
  BallotStore* store;
  std::function<Result<LogProof>(EntryRow)> wait_for_log;  // VoteLog::wait_for
  RandomSource random;
  Clock clock;  // never runs backwards
  std::function<ClockState()> clock_state;
  std::string node;
};

// What logged acts may change while the vote is open.
struct CurrentState {
  MeetingState meeting;
  std::shared_ptr<const Register> shares;
  Bytes register_hash;
};

}  // namespace sceau
