// SPDX-License-Identifier: Apache-2.0
// What the store keeps of the meeting beside the ballots: its register, encrypted, and the acts that changed anything
// since it was frozen. Every act becomes an entry of the log in the same step in which it begins to hold.
#pragma once

#include "vote/intake_parts.h"

namespace sceau {

// Which server and which keys write.
struct StateKeeper {
  BallotStore& store;
  const StorageKeys& keys;
  const FrozenMeeting& meeting;
  const RandomSource& random;
  std::string node;
};

// The first register: a logged act too. Errors: vote.register_irregular (another one is kept already), those of the
// store.
Status keep_register(const StateKeeper& keeper, const Register& shares, Instant now);

// What holds now. Errors: vote.meeting_incomplete (no register was kept yet), vote.store_damaged, encryption.altered,
// those of the store.
Result<CurrentState> current_state(const StateKeeper& keeper);

// All acts in their order, for the minutes. Errors: those of current_state.
Result<std::vector<MeetingAct>> recorded_acts(const StateKeeper& keeper);

// Every register that held, in that order; the last one holds now. Errors: those of current_state.
Result<std::vector<Register>> recorded_registers(const StateKeeper& keeper);

// A mark that changes with every act: to see cheaply whether current_state must be asked again. Error: of the store.
Result<Bytes> state_mark(BallotStore& store);

// Writes the act into the log, and lets it hold. `corrected`: the register of a RegisterCorrection, null for any other
// act. Errors: those of apply(), of current_state and of the store.
Status record_act(const StateKeeper& keeper, const MeetingAct& act, const Register* corrected);

// A fact whose entry and the value that follows from it are written in one step. Errors: vote.not_recorded (the vote
// was closed, or the value is not what `change` says it was), of the store.
Status record_with(const StateKeeper& keeper, EntryType type, Instant at, std::string_view facts,
                   const BlobChange& change);

// Any other fact about the service: started, clock stepped. `facts` is canonical JSON. Errors: of the store.
Status record_fact(const StateKeeper& keeper, EntryType type, Instant at, std::string_view facts);

}  // namespace sceau
