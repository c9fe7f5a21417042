// SPDX-License-Identifier: Apache-2.0
// May this request be admitted? Every rule that needs no memory of earlier requests, applied in one order, and all of
// what it found.
#pragma once

#include <optional>

#include "vote/ballot_request.h"
#include "vote/decision_facts.h"
#include "vote/identify_voter.h"
#include "vote/intake_parts.h"

namespace sceau {

// A request whose sender is known. `code_came_along`: he or she was recognised by an access code, now or at the start
// of the visit.
struct Sender {
  Voter voter;
  Instant identified_at;
  bool code_came_along = false;
  std::string session_sha256 = {};
};

// The form of a request and what its own signature is worth. Nothing was compared with the meeting or the register.
struct SubmittedForm {
  Result<FormReading> reading;
  std::optional<Result<FormSignature>> signature = {};  // none: the form is not signed
};
// Nothing where there is no form (a revocation by access code).
std::optional<SubmittedForm> read_submitted_form(const BallotRequest& request, const FormIssuers& issuers);

// Recognised by the signature of the form alone. Errors: vote.authentication_failed (it is not signed), those of
// check_signature, vote.not_entitled, vote.signer_not_entitled, vote.malformed.
Result<Sender> sender_by_signature(const std::optional<SubmittedForm>& form, const Register& shares,
                                   const StorageKeys& keys, Instant received_at);

// What nothing stands against. Only check_ballot makes one, so nothing else can be sealed.
class AdmissibleBallot {
 public:
  const Form& form() const { return form_; }
  bool is_signed() const { return is_signed_; }
  const Sender& sender() const { return sender_; }
  const DecisionFacts& facts() const { return facts_; }  // without id, document and envelope

 private:
  friend struct BallotCheck;
  AdmissibleBallot(Form form, bool is_signed, Sender sender, DecisionFacts facts)
      : form_(std::move(form)), is_signed_(is_signed), sender_(std::move(sender)), facts_(std::move(facts)) {}
  Form form_;
  bool is_signed_;
  Sender sender_;
  DecisionFacts facts_;
};

struct CheckedBallot {
  Findings findings;                       // the first decides; all are said
  DecisionFacts facts;                     // kind refusal where there are findings
  std::optional<AdmissibleBallot> ballot;  // where there are none
};

// The mode of participation that such a request chooses.
ParticipationMode mode_of(RequestKind kind);

// What is recorded where these findings stand against it.
DecisionFacts facts_of_refusal(DecisionFacts facts, const Findings& findings);

// The rules in the order in which they decide: the meeting stands (vote.meeting_cancelled); it is time
// (vote.voting_not_open, vote.deadline_passed); the form can be read (vote.malformed, vote.form_irregular,
// vote.resolution_invalid); check_form; it came to the right address and from its own shareholder (vote.form_irregular,
// vote.signer_not_entitled); its signature (check_signature, signer_is_entitled); the level (L11).
CheckedBallot check_ballot(const BallotRequest& request, const Sender& sender, const std::optional<SubmittedForm>& form,
                           const CurrentState& current, const FrozenMeeting& meeting, const ClockState& clock);

}  // namespace sceau
