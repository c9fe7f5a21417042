// SPDX-License-Identifier: Apache-2.0
// From the closed log and the open urn to the input of the count, and from there to its report; a second time from the
// documents that were opened, for the papers.
#pragma once

#include <memory>

#include "vote/ballot_pack.h"
#include "vote/carried_meeting.h"
#include "vote/closed_log.h"
#include "vote/current_state.h"
#include "vote/influence.h"
#include "vote/open_urn.h"
#include "vote/tally.h"
#include "vote/typed_tables.h"

namespace sceau {

// The entries of the log about submissions, as the count wants them.
struct CountedForms {
  std::vector<LoggedForm> forms = {};
  std::int64_t opened = 0;  // documents that the urn held
  Findings findings = {};   // of open_entry
};

// The first `log_size` entries; every document goes to `packs`, which is finished. Errors: those of open_entry, of the
// store and of the sink.
Result<CountedForms> open_forms(BallotStore& store, LogIndex log_size, const UrnAccess& urn, PackWriter& packs);

// The same from packs that open_forms wrote: nothing is opened, no signature looked at again. `read_packs` calls its
// argument for each pack. Errors: those of the store, bundle.malformed.
using PackReader = std::function<Status(const std::function<Status(ByteView pack)>&)>;
Result<CountedForms> read_forms(BallotStore& store, LogIndex log_size, const SymmetricKey& at_rest,
                                const VoterBook& voters, const PackReader& read_packs);

// What a count is made from beside the forms.
struct CountSources {
  const StateKeeper& keeper;
  const ZoneDatabase& database;
  const TypedTables& tables;
  std::optional<CarriedMeeting> carried = {};
  std::string program = {};
};

// A meeting that was counted, with everything its papers are made from. Its parts point into each other.
class CountedMeeting {
 public:
  // Errors: vote.not_closed, those of current_state, take_tables and count.
  static Result<std::unique_ptr<CountedMeeting>> count(CountSources sources, CountedForms forms);
  CountedMeeting(const CountedMeeting&) = delete;
  CountedMeeting& operator=(const CountedMeeting&) = delete;

  const CountInput& input() const { return *input_; }
  const CountReport& report() const { return *report_; }  // with findings nothing may be published
  const InfluenceReport& influence() const { return influence_; }
  const ClosedLog& closed() const { return closed_; }
  const std::vector<MeetingAct>& acts() const { return acts_; }
  const Bytes& register_hash() const { return state_.register_hash; }

 private:
  CountedMeeting(MeetingState state, std::shared_ptr<const Register> shares)
      : state_(std::move(state)), shares_(std::move(shares)) {}
  const MeetingState state_;
  const std::shared_ptr<const Register> shares_;
  ClosedLog closed_;
  std::vector<MeetingAct> acts_;
  std::optional<CountInput> input_;
  std::optional<CountReport> report_;
  InfluenceReport influence_;
};

}  // namespace sceau
