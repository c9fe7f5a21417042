// SPDX-License-Identifier: Apache-2.0
#include "vote/seal_ballot.h"

#include "crypto/digest.h"
#include "foundation/text_encoding.h"
#include "vote/ballot_document.h"

namespace sceau {
namespace {

constexpr std::size_t id_bytes = 16;

Result<IdentificationEvidence> evidence_of(const AdmissibleBallot& ballot, const IntakeParts& parts) {
  const auto credential = parts.store->credential_of(ballot.sender().voter.tag());
  if (!credential) return credential.error();
  return IdentificationEvidence{.process = parts.meeting.meeting().articles.identification_process,
                                .code_generation = *credential ? (*credential)->generation : 1,
                                .session = ballot.sender().session_sha256,
                                .identified_at = ballot.sender().identified_at,
                                .received_at = ballot.facts().received_at,
                                .submitted_sha256 = hex_lower(ballot.facts().form)};
}

Result<SecretBytes> document_of(const AdmissibleBallot& ballot, const BallotRequest& request,
                                const IntakeParts& parts) {
  const auto form = request.form.reveal();
  if (form.empty() || ballot.is_signed()) return SecretBytes(Bytes(form.begin(), form.end()));
  const auto evidence = evidence_of(ballot, parts);
  if (!evidence) return evidence.error();
  const auto seal = default_options(parts.company_seal, ballot.facts().received_at);
  if (!seal) return seal.error();
  auto document = seal_simple_ballot(ballot.form(), *evidence, *seal);
  if (!document) return document.error();
  return SecretBytes(std::move(*document));
}

Status put_hash(Bytes& hash, ByteView of) {
  auto computed = digest(DigestAlgorithm::sha256, of);
  if (!computed) return computed.error();
  hash = std::move(*computed);
  return Done{};
}

}  // namespace

Result<SealedBallot> seal_ballot(const AdmissibleBallot& ballot, const BallotRequest& request,
                                 const IntakeParts& parts) {
  auto facts = ballot.facts();
  const auto id = random_bytes(parts.random, id_bytes);
  if (!id) return id.error();
  facts.ballot = hex_lower(*id);

  const auto document = document_of(ballot, request, parts);
  if (!document) return document.error();
  if (document->size() == 0) return SealedBallot(std::move(facts), {});

  auto envelope = seal_envelope(parts.urn, document->reveal(), parts.random);
  if (!envelope) return envelope.error();
  const auto document_hashed = put_hash(facts.document, document->reveal());
  if (!document_hashed) return document_hashed.error();
  const auto envelope_hashed = put_hash(facts.sealed, *envelope);
  if (!envelope_hashed) return envelope_hashed.error();
  return SealedBallot(std::move(facts), std::move(*envelope));
}

}  // namespace sceau
