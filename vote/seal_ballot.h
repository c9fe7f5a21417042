// SPDX-License-Identifier: Apache-2.0
// The step before anything durable: the form becomes a signed document and is encrypted, once, to the urn.
#pragma once

#include "vote/check_ballot.h"

namespace sceau {

// Nobody on this machine can read what is in it any more. Only seal_ballot makes one.
class SealedBallot {
 public:
  const DecisionFacts& facts() const { return facts_; }  // complete
  const Bytes& envelope() const { return envelope_; }    // empty for a revocation by access code

 private:
  friend Result<SealedBallot> seal_ballot(const AdmissibleBallot&, const BallotRequest&, const IntakeParts&);
  SealedBallot(DecisionFacts facts, Bytes envelope) : facts_(std::move(facts)), envelope_(std::move(envelope)) {}
  DecisionFacts facts_;
  Bytes envelope_;
};

// A form that bears its shareholder's signature goes in as it came; any other is wrapped with the evidence of
// identification and signed with the company's seal. Errors: those of sign_xml, seal_envelope, the store (which code it
// was) and the source.
Result<SealedBallot> seal_ballot(const AdmissibleBallot& ballot, const BallotRequest& request,
                                 const IntakeParts& parts);

}  // namespace sceau
