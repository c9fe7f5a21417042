// SPDX-License-Identifier: Apache-2.0
// One request to the pages while it is being answered.
#pragma once

#include <optional>
#include <string>

#include "crypto/keyed_hash.h"
#include "foundation/http_message.h"
#include "vote/intake.h"
#include "vote/pages/pages.h"
#include "vote/pages/session_table.h"

namespace sceau {

struct PageVisit {
  Intake& intake;
  SessionTable& sessions;
  const SymmetricKey& token_key;
  const RandomSource& random;
  const HttpRequest& request;
  Language language = Language::french;
  std::string page = {};    // "vote"
  std::string cookie = {};  // what the browser sent, or what this answer gives it
  bool cookie_is_new = false;
  std::optional<Session> session = {};
  FormFields fields = {};  // of a POST; wiped by whoever made the visit
};

// What the forms of this session carry; nobody else can make one. Empty where that failed, and then it never fits.
std::string token_of(const PageVisit& visit);
bool has_good_token(const PageVisit& visit);

PageSetting setting_of(const PageVisit& visit, std::string_view path);
HttpResponse show(const PageVisit& visit, const PageSetting& setting, int status, const Page& page);
HttpResponse go_to(const PageVisit& visit, std::string_view page);
HttpResponse show_problem(const PageVisit& visit, Reason reason, const FormFields& resend = {});

// Asks who it is; with 403 where a form came without a session, whose choices the page carries on.
HttpResponse ask_identity(const PageVisit& visit, int status, const IdentifyContent& content);

Result<BallotPaper> paper_of(const PageVisit& visit);  // precondition: there is a session

// The steps of the act. Precondition of all but the first two: there is a session.
HttpResponse show_identify(PageVisit& visit);
HttpResponse take_identify(PageVisit& visit);
HttpResponse show_read(PageVisit& visit);
HttpResponse show_choices(PageVisit& visit);  // vote and proxy; with the choices of a form that was sent there
HttpResponse take_choices(PageVisit& visit);  // review
HttpResponse take_ballot(PageVisit& visit);   // cast
HttpResponse show_receipt(PageVisit& visit);
HttpResponse send_receipt(PageVisit& visit);  // receipt.json
HttpResponse leave(PageVisit& visit);

}  // namespace sceau
