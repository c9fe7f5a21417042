// SPDX-License-Identifier: Apache-2.0
// The way in of one meeting. The API (vote/intake_routes) and the pages (vote/pages) ask the same questions of it, so
// that whatever a shareholder uses, the same rules answer.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "foundation/finding.h"
#include "foundation/instant.h"
#include "vote/ballot_request.h"
#include "vote/entitlement.h"
#include "vote/frozen_meeting.h"
#include "vote/identify_voter.h"
#include "vote/meeting_act.h"
#include "vote/receipt.h"
#include "vote/register.h"

namespace sceau {

// Somebody whom identify() recognised earlier: a session of the pages.
struct Visitor {
  Voter voter;
  Instant identified_at;
  std::string session_sha256 = {};  // in hex, of what held the visit together; goes into the evidence
};

// By what a request names its shareholder: by nothing but its own signature, by a code, or by a visit.
using Claim = std::variant<std::monostate, Credentials, Visitor>;

// What became of a request. Without findings it is admitted and recorded, and there is a receipt. With findings the
// first one is the reason, and all are listed; there is a signed receipt of the refusal where the voter was identified
// and the refusal could be recorded.
struct Decision {
  Findings findings = {};
  std::optional<Receipt> receipt = {};
  bool is_replay = false;                                // the receipt was given before: nothing new was recorded
  std::string earlier_receipt = {};                      // vote.already_voted: id of the receipt that stands
  std::optional<std::chrono::seconds> retry_after = {};  // vote.attempts_exceeded, .overloaded
};

// What a voter has done so far.
struct Standing {
  ParticipationMode mode = ParticipationMode::none;
  std::string receipt;  // id of the receipt that stands; empty where there is none
};

// Callable from several threads at once. Nothing of it throws.
class Intake {
 public:
  virtual ~Intake() = default;

  virtual const FrozenMeeting& meeting() const = 0;
  virtual MeetingState state() const = 0;      // cancelled, postponed, resolutions withdrawn
  virtual ClockState clock_state() const = 0;  // for /v1/time and the pages; decides nothing by itself
  virtual Instant now() const = 0;

  // Errors: those of identify_voter and of the store.
  virtual Identification identify(const Credentials& credentials, const Caller& caller) = 0;

  // Everything but the choices: identity and holdings as the register has them, mentions, hashes. Error:
  // vote.not_entitled (the register has nothing of this shareholder to vote with).
  virtual Result<Form> form_for(const Voter& voter, Language language) const = 0;

  // entitlement_of() that form by the register: what the pages need to know before anything is chosen.
  virtual Entitlement entitlement(const Form& form) const = 0;

  // The whole walk of a request; blocks until what it decided is durable and in the log.
  virtual Decision accept(BallotRequest request, Claim claim) = 0;

  virtual Result<Standing> standing(const Voter& voter) = 0;

  // Receipts and refusal receipts of this voter, byte for byte those given first, after the deadline too. Error:
  // vote.receipt_unknown (also where it is another voter's).
  virtual Result<Receipt> receipt(const Voter& voter, std::string_view receipt_id) = 0;
};

}  // namespace sceau
