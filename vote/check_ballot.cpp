// SPDX-License-Identifier: Apache-2.0
#include "vote/check_ballot.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "vote/form_element.h"

namespace sceau {

struct BallotCheck {
  static AdmissibleBallot admit(Form form, bool is_signed, const Sender& sender, const DecisionFacts& facts) {
    return {std::move(form), is_signed, sender, facts};
  }
};

namespace {

Finding as_finding(const Error& error) { return {error.reason, error.detail}; }

// What a reader calls by the name of its format is one thing to a voter: the form cannot be read.
Finding unreadable(const Error& error) {
  return {Reason::vote_malformed, fmt::format("{}: {}", stable_name(error.reason), error.detail)};
}

// A member that is missing or not as it must be, with its place.
Finding irregular(const Finding& finding) {
  if (finding.reason == Reason::vote_resolution_invalid) return finding;
  return {Reason::vote_form_irregular, fmt::format("{}: {}", stable_name(finding.reason), finding.detail)};
}

Findings meeting_takes_requests(const MeetingState& state) {
  const auto takes = takes_ballots(state);
  return takes ? Findings{} : Findings{as_finding(takes.error())};
}

VotingWindow window_of(RequestKind kind, const FrozenMeeting& meeting) {
  return kind == RequestKind::ballot ? meeting.ballots() : meeting.proxies();
}

Findings comes_in_time(const BallotRequest& request, const Sender& sender, const FrozenMeeting& meeting,
                       const ClockState& clock, DecisionFacts& facts) {
  const auto window = window_of(request.kind, meeting);
  const auto received_at = request.caller.received_at;
  const auto admission = decide({.received_at = received_at, .identified_at = sender.identified_at}, window, clock);
  facts.closes = window.closes.utc;
  facts.clock = {.is_degraded = admission.clock_is_degraded,
                 .is_litigious = admission.timeliness == Timeliness::litigious,
                 .uncertainty = uncertainty(clock)};
  switch (admission.timeliness) {
    case Timeliness::in_time:
    case Timeliness::litigious: return {};
    case Timeliness::too_early:
      return {{Reason::vote_not_open, fmt::format("opens at {}", to_rfc3339(window.opens->utc))}};
    case Timeliness::late:
      return {{Reason::vote_deadline_passed,
               fmt::format("the last byte arrived at {}, the vote closed at {}; when a form was begun does not count",
                           to_rfc3339(received_at), to_rfc3339(window.closes.utc))}};
  }
  return {};
}

Findings form_can_be_read(const std::optional<SubmittedForm>& form) {
  if (!form) return {};
  if (!form->reading) return {unreadable(form->reading.error())};
  Findings findings;
  for (const auto& finding : form->reading->findings) findings.push_back(irregular(finding));
  return findings;
}

// L22, R. 225-78: a mandate is a form with a proxy alone; whatever else has a choice is a ballot.
Findings came_to_the_right_address(RequestKind kind, const Form& form) {
  const bool is_proxy_alone = form.proxy && form.choices.empty();
  if (kind == RequestKind::ballot && is_proxy_alone) {
    return {{Reason::vote_form_irregular, "a proxy without choices is sent to the address of mandates"}};
  }
  if (kind != RequestKind::ballot && !is_proxy_alone) {
    return {{Reason::vote_form_irregular, "a mandate names a proxy and makes no choices"}};
  }
  return {};
}

Findings is_of_its_sender(const Form& form, const Sender& sender) {
  if (form.shareholder == sender.voter.shareholder()) return {};
  return {{Reason::vote_signer_not_entitled, "the form is another shareholder's"}};
}

std::string rests_on_code(const Articles& articles) {
  return fmt::format("an access code; {}: {}", articles.simple_signature_reference, articles.identification_process);
}

Findings is_signed_well(const SubmittedForm& submitted, const Sender& sender, const Articles& articles,
                        DecisionFacts& facts) {
  if (!submitted.signature) {
    facts.signature = {SignatureLevel::simple, rests_on_code(articles)};
    return signature_level_is_permitted(SignatureLevel::simple, articles);
  }
  const auto& signature = *submitted.signature;
  if (!signature) return {as_finding(signature.error())};
  facts.signature = {signature->level, signature->rests_on};
  auto findings = signer_is_entitled(submitted.reading->form, signature->signer, sender.code_came_along);
  append(findings, signature_level_is_permitted(signature->level, articles));
  return findings;
}

Findings check_form_of(const BallotRequest& request, const Sender& sender, const SubmittedForm& submitted,
                       const CurrentState& current, const FrozenMeeting& meeting, DecisionFacts& facts) {
  const auto& form = submitted.reading->form;
  auto findings = check_form(form, meeting, *current.shares);
  append(findings, came_to_the_right_address(request.kind, form));
  append(findings, is_of_its_sender(form, sender));
  append(findings, is_signed_well(submitted, sender, meeting.meeting().articles, facts));
  return findings;
}

DecisionKind kind_of(RequestKind kind) {
  switch (kind) {
    case RequestKind::ballot: return DecisionKind::ballot;
    case RequestKind::mandate: return DecisionKind::mandate;
    case RequestKind::revocation: return DecisionKind::revocation;
  }
  return DecisionKind::ballot;
}

DecisionFacts facts_about(const BallotRequest& request, const Sender& sender, const CurrentState& current,
                          const FrozenMeeting& meeting) {
  DecisionFacts facts;
  facts.kind = kind_of(request.kind);
  facts.meeting = meeting.meeting().id;
  facts.shareholder = sender.voter.tag();
  facts.shares = current.register_hash;
  facts.received_at = request.caller.received_at;
  return facts;
}

Findings put_form_hash(DecisionFacts& facts, const BallotRequest& request) {
  auto hash = digest(DigestAlgorithm::sha256, request.form.reveal());
  if (!hash) return {as_finding(hash.error())};
  facts.form = std::move(*hash);
  return {};
}

// L11 for a revocation that says nothing but who sent it.
Findings may_come_without_form(const Articles& articles, DecisionFacts& facts) {
  facts.signature = {SignatureLevel::simple, rests_on_code(articles)};
  return signature_level_is_permitted(SignatureLevel::simple, articles);
}

}  // namespace

std::optional<SubmittedForm> read_submitted_form(const BallotRequest& request, const FormIssuers& issuers) {
  const auto bytes = request.form.reveal();
  if (bytes.empty() && request.kind == RequestKind::revocation) return std::nullopt;
  if (request.media == FormMedia::json) return SubmittedForm{read_form_json(bytes)};
  const auto tree = read_form_tree(bytes);
  if (!tree) return SubmittedForm{tree.error()};
  SubmittedForm form{read_form_element(tree->root())};
  if (is_signed(*tree)) form.signature = check_signature(*tree, issuers, request.caller.received_at);
  return form;
}

Result<Sender> sender_by_signature(const std::optional<SubmittedForm>& submitted, const Register& shares,
                                   const StorageKeys& keys, Instant received_at) {
  if (!submitted || (submitted->reading && !submitted->signature)) {
    return Error{Reason::vote_authentication_failed, "neither an access code nor a signature"};
  }
  if (!submitted->reading) return Error{Reason::vote_malformed, unreadable(submitted->reading.error()).detail};
  const auto& signature = *submitted->signature;
  if (!signature) return signature.error();
  const auto& form = submitted->reading->form;
  const auto refusals = signer_is_entitled(form, signature->signer, false);
  if (!refusals.empty()) return Error{refusals.front().reason, refusals.front().detail};
  if (!shares.shareholder(form.shareholder)) return Error{Reason::vote_not_entitled, "no such shareholder"};
  auto voter = voter_identified_otherwise(form.shareholder, keys.tags);
  if (!voter) return voter.error();
  return Sender{std::move(*voter), received_at};
}

ParticipationMode mode_of(RequestKind kind) {
  switch (kind) {
    case RequestKind::ballot: return ParticipationMode::voting_form;
    case RequestKind::mandate: return ParticipationMode::proxy;
    case RequestKind::revocation: return ParticipationMode::revoked_proxy;
  }
  return ParticipationMode::none;
}

DecisionFacts facts_of_refusal(DecisionFacts facts, const Findings& findings) {
  facts.kind = DecisionKind::refusal;
  facts.ballot.clear();
  facts.document.clear();
  facts.sealed.clear();
  for (const auto& finding : findings) {
    const bool is_new = std::ranges::find(facts.reasons, finding.reason) == facts.reasons.end();
    if (is_new) facts.reasons.push_back(finding.reason);
  }
  return facts;
}

CheckedBallot check_ballot(const BallotRequest& request, const Sender& sender, const std::optional<SubmittedForm>& form,
                           const CurrentState& current, const FrozenMeeting& meeting, const ClockState& clock) {
  CheckedBallot checked{{}, facts_about(request, sender, current, meeting), {}};
  auto& [findings, facts, ballot] = checked;
  append(findings, put_form_hash(facts, request));
  append(findings, meeting_takes_requests(current.meeting));
  append(findings, comes_in_time(request, sender, meeting, clock, facts));
  auto reading = form_can_be_read(form);
  const bool is_read = form && reading.empty();
  append(findings, std::move(reading));
  if (is_read) append(findings, check_form_of(request, sender, *form, current, meeting, facts));
  if (!form) append(findings, may_come_without_form(meeting.meeting().articles, facts));
  if (!findings.empty()) return checked;
  ballot = BallotCheck::admit(form ? form->reading->form : Form{}, form && form->signature, sender, facts);
  return checked;
}

}  // namespace sceau
