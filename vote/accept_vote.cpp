// SPDX-License-Identifier: Apache-2.0
#include "vote/accept_vote.h"

#include "crypto/digest.h"
#include "vote/entry_at_rest.h"
#include "vote/prefilled_form.h"
#include "vote/receipt_id.h"

namespace sceau {
namespace {

Decision refused_with(const Error& error) { return {.findings = {{error.reason, error.detail}}}; }

EntryType entry_type_of(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::ballot: return EntryType::ballot;
    case DecisionKind::mandate: return EntryType::mandate;
    case DecisionKind::revocation: return EntryType::revocation;
    case DecisionKind::refusal: return EntryType::refusal;
  }
  return EntryType::refusal;
}

// What a request says, whatever the connection it came by.
Bytes content_of(const BallotRequest& request) {
  Bytes content = to_bytes("request");
  content.push_back(0);
  content.push_back(static_cast<std::uint8_t>(request.kind));
  append(content, request.revoked);
  content.push_back(0);
  append(content, request.form.reveal());
  return content;
}

Bytes with_reasons(Bytes content, const std::vector<Reason>& reasons) {
  for (const auto reason : reasons) {
    content.push_back(0);
    append(content, stable_name(reason));
  }
  return content;
}

Result<Bytes> request_hash(const BallotRequest& request, const std::vector<Reason>& reasons, const SymmetricKey& key) {
  const SecretBytes content(with_reasons(content_of(request), reasons));
  return keyed_hash(key, content.reveal());
}

Finding finding_of(AppendOutcome outcome) {
  switch (outcome) {
    case AppendOutcome::idempotency_conflict: return {Reason::vote_idempotency_conflict, ""};
    case AppendOutcome::already_voted: return {Reason::vote_already_voted, citation(LegalRule::L34)};
    case AppendOutcome::mode_already_chosen: return {Reason::vote_mode_already_chosen, citation(LegalRule::L34)};
    case AppendOutcome::closed: return {Reason::vote_deadline_passed, "the close of the vote was recorded"};
    case AppendOutcome::stored:
    case AppendOutcome::replayed:
    case AppendOutcome::overtaken:
    case AppendOutcome::not_last: break;
  }
  return {Reason::vote_not_recorded, "the store took the entry for another one"};
}

}  // namespace

// Who sent a request, and what came with it.
struct VoteIntake::Identified {
  Sender sender;
  std::optional<SubmittedForm> form;
};

VoteIntake::VoteIntake(IntakeParts parts, CurrentState current, DecisionCounter* counter)
    : parts_(std::move(parts)), counter_(counter), current_(std::move(current)) {}

CurrentState VoteIntake::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void VoteIntake::change(CurrentState current) {
  const std::lock_guard lock(mutex_);
  current_ = std::move(current);
}

Identification VoteIntake::identify(const Credentials& credentials, const Caller& caller) {
  const auto code_hash_of = [this](ByteView tag) -> Result<std::optional<Bytes>> {
    auto credential = parts_.store->credential_of(tag);
    if (!credential) return credential.error();
    return *credential ? std::optional(std::move((*credential)->code)) : std::nullopt;
  };
  return identify_voter({credentials.shareholder, credentials.code.reveal(), caller.address, caller.received_at},
                        *parts_.keys, code_hash_of, limits_);
}

Result<Form> VoteIntake::form_for(const Voter& voter, Language language) const {
  return prefilled_form(parts_.meeting, *current().shares, voter.shareholder(), language);
}

Entitlement VoteIntake::entitlement(const Form& form) const {
  return entitlement_of(form, *current().shares, parts_.meeting.meeting());
}

Decision VoteIntake::accept(BallotRequest request, Claim claim) {
  const auto now = current();
  std::optional<std::chrono::seconds> retry_after;
  auto identified = identify_sender(request, std::move(claim), now, retry_after);
  if (!identified) {
    if (counter_) counter_->was_unidentified(identified.error().reason);
    auto decision = refused_with(identified.error());
    decision.retry_after = retry_after;
    return decision;
  }
  auto decision = decide_request(request, *identified, now);
  count(request.kind, decision);
  return decision;
}

Result<VoteIntake::Identified> VoteIntake::identify_sender(const BallotRequest& request, Claim claim,
                                                           const CurrentState& now,
                                                           std::optional<std::chrono::seconds>& retry_after) {
  if (auto* visitor = std::get_if<Visitor>(&claim)) {
    Sender sender{std::move(visitor->voter), visitor->identified_at, true, std::move(visitor->session_sha256)};
    return Identified{std::move(sender), read_submitted_form(request, parts_.issuers)};
  }
  if (const auto* credentials = std::get_if<Credentials>(&claim)) {
    auto identification = identify(*credentials, request.caller);
    if (identification.retry_after.count() > 0) retry_after = identification.retry_after;
    if (!identification.voter) return identification.voter.error();
    return Identified{{std::move(*identification.voter), request.caller.received_at, true},
                      read_submitted_form(request, parts_.issuers)};
  }
  auto form = read_submitted_form(request, parts_.issuers);
  auto sender = sender_by_signature(form, *now.shares, *parts_.keys, request.caller.received_at);
  if (!sender) return sender.error();
  return Identified{std::move(*sender), std::move(form)};
}

Decision VoteIntake::decide_request(const BallotRequest& request, const Identified& identified,
                                    const CurrentState& now) {
  const auto expression = expression_of(request, identified.sender.voter.tag());
  if (!expression) return refused_with(expression.error());
  // D7: what was recorded in time stays recorded, whenever it is asked for again.
  const auto earlier = parts_.store->find_request(*expression);
  if (!earlier) return refused_with(earlier.error());
  if (*earlier && (*earlier)->outcome == AppendOutcome::replayed) return answer_with((*earlier)->row, {}, true);

  auto checked = check_ballot(request, identified.sender, identified.form, now, parts_.meeting, parts_.clock_state());
  Findings findings;
  if (*earlier) findings.push_back(finding_of((*earlier)->outcome));
  append(findings, mandate_stands(request, identified.sender, checked.facts));
  append(findings, std::move(checked.findings));
  if (!findings.empty()) return refuse(request, checked.facts, std::move(findings));

  const auto sealed = seal_ballot(*checked.ballot, request, parts_);
  if (!sealed) return refused_with(sealed.error());
  return record(request, *sealed, *expression);
}

// L22: a proxy is revoked in the form in which it was given; an access code does not undo a signature of one's own.
Findings VoteIntake::mandate_stands(const BallotRequest& request, const Sender& sender, const DecisionFacts& facts) {
  if (request.kind != RequestKind::revocation) return {};
  const auto standing = parts_.store->participation_of(sender.voter.tag());
  if (!standing) return {{standing.error().reason, standing.error().detail}};
  const Finding unknown{Reason::vote_receipt_unknown, "no such mandate stands"};
  if (!*standing || (*standing)->mode != ParticipationMode::proxy) return {unknown};
  const auto given = receipt_at((*standing)->row);
  if (!given) return {{given.error().reason, given.error().detail}};
  if (given->id != request.revoked) return {unknown};
  if (!given->facts.signature || !facts.signature || given->facts.signature->level <= facts.signature->level) return {};
  return {{Reason::vote_signature_level_not_permitted,
           "a proxy that was signed with a certificate is revoked with one: " + citation(LegalRule::L22)}};
}

Result<Expression> VoteIntake::expression_of(const BallotRequest& request, const Bytes& voter) const {
  const auto& key = parts_.keys->hashes;
  auto hash = request_hash(request, {}, key);
  if (!hash) return hash.error();
  Expression expression{.voter = voter,
                        .mode = mode_of(request.kind),
                        .request = std::move(*hash),
                        .articles_allow_change = parts_.meeting.meeting().articles.allow_mode_change};
  if (request.idempotency_key.empty()) return expression;
  auto hidden = keyed_hash(key, as_bytes("idempotency-key" + request.idempotency_key));
  if (!hidden) return hidden.error();
  expression.idempotency_key = std::move(*hidden);
  return expression;
}

Decision VoteIntake::record(const BallotRequest& request, const SealedBallot& ballot, const Expression& expression) {
  const auto& facts = ballot.facts();
  LogEntry entry{entry_type_of(facts.kind), facts.received_at, parts_.node, {}, to_bytes(write_facts(facts))};
  const auto stored = store_entry(std::move(entry), ballot.envelope(), parts_.keys->at_rest, parts_.random);
  if (!stored) return refused_with(stored.error());
  const auto appended = parts_.store->append(*stored, expression);
  if (!appended) return refused_with(appended.error());
  switch (appended->outcome) {
    case AppendOutcome::stored: return answer_with(appended->row, *stored, false);
    case AppendOutcome::replayed: return answer_with(appended->row, {}, true);
    case AppendOutcome::idempotency_conflict:
    case AppendOutcome::already_voted:
    case AppendOutcome::mode_already_chosen:
    case AppendOutcome::closed:
    case AppendOutcome::overtaken:
    case AppendOutcome::not_last: break;
  }
  auto decision = refuse(request, facts, {finding_of(appended->outcome)});
  if (appended->row == 0) return decision;
  auto id = receipt_id(parts_.keys->receipts, appended->row);
  if (id) decision.earlier_receipt = std::move(*id);
  return decision;
}

Decision VoteIntake::refuse(const BallotRequest& request, const DecisionFacts& checked, Findings findings) {
  const auto facts = facts_of_refusal(checked, findings);
  LogEntry entry{EntryType::refusal, facts.received_at, parts_.node, {}, to_bytes(write_facts(facts))};
  const auto stored = store_entry(std::move(entry), {}, parts_.keys->at_rest, parts_.random);
  if (!stored) return refused_with(stored.error());
  auto hash = request_hash(request, facts.reasons, parts_.keys->hashes);
  if (!hash) return refused_with(hash.error());
  const Expression expression{.voter = facts.shareholder, .mode = ParticipationMode::none, .request = std::move(*hash)};
  const auto appended = parts_.store->append(*stored, expression);
  if (!appended) return refused_with(appended.error());

  const bool is_replay = appended->outcome == AppendOutcome::replayed;
  auto decision = answer_with(appended->row, is_replay ? std::nullopt : std::optional(*stored), is_replay);
  if (decision.receipt) decision.findings = std::move(findings);
  return decision;
}

// The receipt of an entry that is durable in the store, once the log has it too. A refusal is given only with its
// receipt: what could not be recorded is answered as not recorded, and can be sent again.
Decision VoteIntake::answer_with(EntryRow row, const std::optional<StoredEntry>& stored, bool is_replay) {
  auto receipt = stored ? receipt_of(row, *stored) : receipt_at(row);
  if (!receipt) return refused_with(receipt.error());
  return {.receipt = std::move(*receipt), .is_replay = is_replay};
}

void VoteIntake::count(RequestKind kind, const Decision& decision) const {
  if (!counter_) return;
  if (!decision.findings.empty()) return counter_->was_refused(decision.findings.front().reason);
  if (decision.is_replay) return counter_->was_replayed();
  counter_->was_admitted(kind);
}

}  // namespace sceau
