// SPDX-License-Identifier: Apache-2.0
// The pages over HTTP, from identification to receipt: forms are sent by POST and answered by a redirection or by the
// page that follows; choices travel in the pages and are kept nowhere before they are cast.
#pragma once

#include "foundation/http_message.h"
#include "vote/intake.h"
#include "vote/pages/page_frame.h"
#include "vote/pages/session_table.h"

namespace sceau {

// Is the address one of the pages' ("/", "/fr/...", "/en/...", "/style.css")? The query does not matter.
bool is_page_target(std::string_view target);

class VotingPages {
 public:
  // The intake must outlive the pages. With the same token key, forms that were open when the server was started anew
  // can still be sent; their senders identify themselves again.
  VotingPages(Intake& intake, SymmetricKey token_key, RandomSource random, SessionLimits limits = {});

  // Callable from several threads at once. Whoever calls has checked the Host. What a page shows or decides goes by
  // the request's `received_at`.
  HttpResponse answer(const HttpRequest& request);

  // Any problem as a page in the language that the request asks for: for what is refused before it gets here.
  HttpResponse answer_problem(const HttpRequest& request, Reason reason);

 private:
  Intake& intake_;
  SymmetricKey token_key_;
  RandomSource random_;
  SessionTable sessions_;
};

}  // namespace sceau
