// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_visit.h"

#include <algorithm>

#include "foundation/text_encoding.h"
#include "vote/pages/page_answer.h"
#include "vote/problem.h"

namespace sceau {
namespace {

// A page asks for no credentials in a header, so its answer is not 401, which would owe a challenge (RFC 9110, 15.5.2).
int page_status(Reason reason) {
  const auto status = http_status(reason);
  return status == 401 ? 403 : status;
}

}  // namespace

std::string token_of(const PageVisit& visit) {
  const auto hash = keyed_hash(visit.token_key, as_bytes("page token " + visit.cookie));
  return hash ? hex_lower(*hash) : std::string();
}

bool has_good_token(const PageVisit& visit) {
  const auto token = token_of(visit);
  return !visit.cookie.empty() && !token.empty() &&
         is_equal_in_constant_time(as_bytes(token), as_bytes(field(visit.fields, "token")));
}

PageSetting setting_of(const PageVisit& visit, std::string_view path) {
  const auto now = visit.request.received_at;
  PageSetting setting{.meeting = &visit.intake.meeting(), .language = visit.language, .now = now};
  setting.timeliness = decide({.received_at = now}, setting.meeting->ballots(), visit.intake.clock_state()).timeliness;
  setting.path = path;
  setting.token = token_of(visit);
  if (visit.session) setting.session_ends = visit.sessions.end_of(*visit.session);
  return setting;
}

HttpResponse show(const PageVisit& visit, const PageSetting& setting, int status, const Page& page) {
  auto response = html_answer(status, html_page(setting, page));
  if (visit.cookie_is_new) set_cookie(response, visit.cookie);
  return response;
}

HttpResponse go_to(const PageVisit& visit, std::string_view page) {
  auto response = see_other(page_address(visit.language, page));
  if (visit.cookie_is_new) set_cookie(response, visit.cookie);
  return response;
}

HttpResponse show_problem(const PageVisit& visit, Reason reason, const FormFields& resend) {
  const auto setting = setting_of(visit, "");
  return show(visit, setting, page_status(reason), problem_page(setting, reason, resend));
}

HttpResponse ask_identity(const PageVisit& visit, int status, const IdentifyContent& content) {
  const auto setting = setting_of(visit, "identify");
  return show(visit, setting, status, identify_page(setting, content));
}

Result<BallotPaper> paper_of(const PageVisit& visit) {
  auto form = visit.intake.form_for(visit.session->visitor.voter, visit.language);
  if (!form) return form.error();
  auto entitlement = visit.intake.entitlement(*form);
  return BallotPaper{std::move(*form), std::move(entitlement), visit.intake.state().withdrawn};
}

}  // namespace sceau
