// SPDX-License-Identifier: Apache-2.0
// The walk of a ballot, from the bytes of a request to the signed receipt: identify, check, seal, store, log, receipt.
// One reading of the clock decides, that of the request's last byte; however long the rest takes, it harms nobody.
#pragma once

#include <mutex>

#include "vote/check_ballot.h"
#include "vote/intake.h"
#include "vote/seal_ballot.h"

namespace sceau {

// What became of requests, for the operator's gauges. No voter, no choice.
struct DecisionCounter {
  virtual ~DecisionCounter() = default;
  virtual void was_admitted(RequestKind kind) = 0;
  virtual void was_replayed() = 0;
  virtual void was_refused(Reason reason) = 0;       // of an identified shareholder: logged
  virtual void was_unidentified(Reason reason) = 0;  // counted here and nowhere else
};

class VoteIntake final : public Intake {
 public:
  // `counter` may be null; it must outlive the intake, as store and log must.
  VoteIntake(IntakeParts parts, CurrentState current, DecisionCounter* counter);

  const FrozenMeeting& meeting() const override { return parts_.meeting; }
  MeetingState state() const override { return current().meeting; }
  ClockState clock_state() const override { return parts_.clock_state(); }
  Instant now() const override { return parts_.clock(); }
  Identification identify(const Credentials& credentials, const Caller& caller) override;
  Result<Form> form_for(const Voter& voter, Language language) const override;
  Entitlement entitlement(const Form& form) const override;
  Decision accept(BallotRequest request, Claim claim) override;
  Result<Standing> standing(const Voter& voter) override;
  Result<Receipt> receipt(const Voter& voter, std::string_view receipt_id) override;

  // A logged act changed the meeting or its register. Requests under way end by what held before.
  void change(CurrentState current);

 private:
  struct Identified;
  Result<Identified> identify_sender(const BallotRequest& request, Claim claim, const CurrentState& now,
                                     std::optional<std::chrono::seconds>& retry_after);
  Decision decide_request(const BallotRequest& request, const Identified& identified, const CurrentState& now);
  Findings mandate_stands(const BallotRequest& request, const Sender& sender, const DecisionFacts& facts);
  Result<Expression> expression_of(const BallotRequest& request, const Bytes& voter) const;
  Decision record(const BallotRequest& request, const SealedBallot& ballot, const Expression& expression);
  Decision refuse(const BallotRequest& request, const DecisionFacts& checked, Findings findings);
  Decision answer_with(EntryRow row, const std::optional<StoredEntry>& stored, bool is_replay);
  Result<Receipt> receipt_at(EntryRow row);
  Result<Receipt> receipt_of(EntryRow row, const StoredEntry& stored);
  CurrentState current() const;
  void count(RequestKind kind, const Decision& decision) const;

  const IntakeParts parts_;
  DecisionCounter* const counter_;
  AttemptLimits limits_;
  mutable std::mutex mutex_;
  CurrentState current_;
};

}  // namespace sceau
