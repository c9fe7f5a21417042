// SPDX-License-Identifier: Apache-2.0
// From the choices to the receipt. What was chosen travels in the page; the server keeps it from the moment it is cast.
#include "foundation/text_encoding.h"
#include "vote/pages/choose_fields.h"
#include "vote/pages/page_answer.h"
#include "vote/pages/page_visit.h"

namespace sceau {
namespace {

HttpResponse show_choosing(const PageVisit& visit, const BallotPaper& paper, const FieldErrors& errors, int status) {
  const bool is_proxy = visit.page == "proxy" || is_proxy_mode(visit.fields);
  const auto chosen = choice_fields(visit.fields);
  auto setting = setting_of(visit, visit.page);
  setting.resent = chosen;
  const auto page = is_proxy ? proxy_page(setting, paper, chosen, errors) : vote_page(setting, paper, chosen, errors);
  return show(visit, setting, status, page);
}

// The same bytes for the same choices, so that a second click is a repetition and not another ballot.
BallotRequest request_of(const PageVisit& visit, const Form& form) {
  BallotRequest request;
  request.kind = is_proxy_mode(visit.fields) ? RequestKind::mandate : RequestKind::ballot;
  request.media = FormMedia::json;
  request.form = SecretBytes(to_bytes(write_form_json(form)));
  request.idempotency_key = field(visit.fields, "key");
  request.caller = {visit.request.remote_address, visit.request.received_at};
  return request;
}

FormFields fields_to_resend(const PageVisit& visit) {
  auto fields = choice_fields(visit.fields);
  fields.emplace_back("key", field(visit.fields, "key"));
  return fields;
}

HttpResponse tell_decision(const PageVisit& visit, const Decision& decision) {
  const auto reason = decision.findings.empty() ? std::nullopt : std::optional(decision.findings.front().reason);
  if (reason && !decision.earlier_receipt.empty()) {
    visit.sessions.show_receipt(visit.cookie, decision.earlier_receipt);
    return show_problem(visit, *reason);
  }
  if (decision.receipt) {
    visit.sessions.show_receipt(visit.cookie, decision.receipt->id);
    return go_to(visit, "receipt");
  }
  const auto told = reason.value_or(Reason::internal_error);
  const bool may_help = kind_of(told) == ReasonKind::unavailable;
  auto response = show_problem(visit, told, may_help ? fields_to_resend(visit) : FormFields());
  if (decision.retry_after) {
    response.headers.emplace_back("Retry-After", std::to_string(decision.retry_after->count()));
  }
  return response;
}

ShownReceipt shown(const PageVisit& visit, const Receipt& receipt) {
  const auto& facts = receipt.facts;
  const Reception identified{.received_at = visit.session->visitor.identified_at};
  const auto then = decide(identified, visit.intake.meeting().ballots(), visit.intake.clock_state()).timeliness;
  return {.id = receipt.id,
          .form_digest = hex_lower(facts.form),
          .received_at = facts.received_at,
          .log_index = receipt.proof.index,
          .is_proxy = facts.kind == DecisionKind::mandate,
          .is_litigious = facts.clock.is_litigious,
          .clock_is_degraded = facts.clock.is_degraded,
          .refused_for = facts.reasons.empty() ? std::nullopt : std::optional(facts.reasons.front()),
          .was_identified_in_time = then == Timeliness::in_time};
}

// The one cast in this session, else the one that stands.
Result<Receipt> receipt_to_show(const PageVisit& visit) {
  const auto& voter = visit.session->visitor.voter;
  if (!visit.session->receipt.empty()) return visit.intake.receipt(voter, visit.session->receipt);
  const auto standing = visit.intake.standing(voter);
  if (!standing) return standing.error();
  return visit.intake.receipt(voter, standing->receipt);
}

}  // namespace

HttpResponse show_choices(PageVisit& visit) {
  const auto paper = paper_of(visit);
  if (!paper) return show_problem(visit, paper.error().reason);
  return show_choosing(visit, *paper, {}, 200);
}

HttpResponse take_choices(PageVisit& visit) {
  const auto paper = paper_of(visit);
  if (!paper) return show_problem(visit, paper.error().reason);
  const auto chosen = read_choices(visit.fields, *paper, visit.intake.meeting().meeting());
  if (!chosen.errors.empty()) return show_choosing(visit, *paper, chosen.errors, 422);

  const auto key = new_session_id(visit.random);
  if (!key) return show_problem(visit, key.error().reason);
  auto setting = setting_of(visit, "review");
  setting.resent = choice_fields(visit.fields);
  return show(visit, setting, 200, review_page(setting, chosen.form, setting.resent, *key));
}

HttpResponse take_ballot(PageVisit& visit) {
  if (!is_session_id(field(visit.fields, "key"))) return show_problem(visit, Reason::vote_malformed);
  const auto paper = paper_of(visit);
  if (!paper) return show_problem(visit, paper.error().reason);
  const auto chosen = read_choices(visit.fields, *paper, visit.intake.meeting().meeting());
  if (!chosen.errors.empty()) return show_choosing(visit, *paper, chosen.errors, 422);
  return tell_decision(visit, visit.intake.accept(request_of(visit, chosen.form), visit.session->visitor));
}

HttpResponse show_receipt(PageVisit& visit) {
  const auto receipt = receipt_to_show(visit);
  if (!receipt && receipt.error().reason == Reason::vote_receipt_unknown) return go_to(visit, "read");
  if (!receipt) return show_problem(visit, receipt.error().reason);
  const auto setting = setting_of(visit, "receipt");
  return show(visit, setting, 200, receipt_page(setting, shown(visit, *receipt)));
}

HttpResponse send_receipt(PageVisit& visit) {
  const auto receipt = receipt_to_show(visit);
  if (!receipt) return show_problem(visit, receipt.error().reason);
  return receipt_file(*receipt, visit.intake.meeting().meeting().id);
}

}  // namespace sceau
