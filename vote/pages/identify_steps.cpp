// SPDX-License-Identifier: Apache-2.0
// The first steps: who is it, and what is there to read.
#include "vote/pages/choose_fields.h"
#include "vote/pages/page_answer.h"
#include "vote/pages/page_visit.h"

namespace sceau {
namespace {

// The browser gets an id before anybody is identified, so that the first form has a token too; nothing is kept of it.
Status give_cookie(PageVisit& visit) {
  if (!visit.cookie.empty()) return Done{};
  auto id = new_session_id(visit.random);
  if (!id) return id.error();
  visit.cookie = std::move(*id);
  visit.cookie_is_new = true;
  return Done{};
}

FieldErrors missing_fields(const PageVisit& visit) {
  FieldErrors errors;
  const auto require = [&](std::string name, Text message) {
    if (!field(visit.fields, name).empty()) return;
    errors.push_back({name, name, std::string(words(message, visit.language))});
  };
  require("voter", Text::identify_no_voter);
  require("code", Text::identify_no_code);
  return errors;
}

HttpResponse ask_again(const PageVisit& visit, int status, FieldErrors errors) {
  return ask_identity(
      visit, status,
      {.voter = field(visit.fields, "voter"), .errors = std::move(errors), .carried = choice_fields(visit.fields)});
}

// Unknown voter and wrong code look the same here too.
HttpResponse refuse_identity(const PageVisit& visit, const Identification& identification) {
  const auto reason = identification.voter.error().reason;
  const auto tell = [&](Text text) { return FieldErrors{{"code", "code", std::string(words(text, visit.language))}}; };
  if (reason == Reason::vote_authentication_failed) return ask_again(visit, 403, tell(Text::identify_wrong));
  if (reason != Reason::vote_attempts_exceeded) return show_problem(visit, reason);
  auto response = ask_again(visit, 429, tell(Text::identify_wait));
  response.headers.emplace_back("Retry-After", std::to_string(identification.retry_after.count()));
  return response;
}

// A new id: whoever knew the one before the identification knows nothing.
Status begin_session(PageVisit& visit, Voter voter) {
  auto id = visit.sessions.open(std::move(voter), visit.request.received_at, visit.random);
  if (!id) return id.error();
  visit.cookie = std::move(*id);
  visit.cookie_is_new = true;
  visit.session = visit.sessions.use(visit.cookie, visit.request.received_at);
  return Done{};
}

bool may_choose_again(const PageVisit& visit) { return visit.intake.meeting().meeting().articles.allow_mode_change; }

}  // namespace

HttpResponse show_identify(PageVisit& visit) {
  if (visit.session) return go_to(visit, "read");
  if (const auto given = give_cookie(visit); !given) return show_problem(visit, given.error().reason);
  return ask_identity(visit, 200, {});
}

HttpResponse take_identify(PageVisit& visit) {
  auto errors = missing_fields(visit);
  if (!errors.empty()) return ask_again(visit, 422, std::move(errors));

  const Credentials credentials{std::string(field(visit.fields, "voter")),
                                Secret(std::string(field(visit.fields, "code")))};
  auto identification = visit.intake.identify(credentials, {visit.request.remote_address, visit.request.received_at});
  if (!identification.voter) return refuse_identity(visit, identification);

  if (const auto begun = begin_session(visit, std::move(*identification.voter)); !begun) {
    return show_problem(visit, begun.error().reason);
  }
  const auto standing = visit.intake.standing(visit.session->visitor.voter);
  if (standing && !standing->receipt.empty()) return go_to(visit, "receipt");
  return field(visit.fields, "mode").empty() ? go_to(visit, "read") : take_choices(visit);
}

HttpResponse show_read(PageVisit& visit) {
  const auto standing = visit.intake.standing(visit.session->visitor.voter);
  if (!standing) return show_problem(visit, standing.error().reason);
  if (!standing->receipt.empty() && !may_choose_again(visit)) return go_to(visit, "receipt");
  const auto paper = paper_of(visit);
  if (!paper) return show_problem(visit, paper.error().reason);
  const auto setting = setting_of(visit, "read");
  return show(visit, setting, 200, read_page(setting, *paper));
}

HttpResponse leave(PageVisit& visit) {
  visit.sessions.close(visit.cookie);
  auto response = see_other(page_address(visit.language, "left"));
  drop_cookie(response);
  return response;
}

}  // namespace sceau
