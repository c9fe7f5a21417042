// SPDX-License-Identifier: Apache-2.0
// A shareholder's side of the API (docs/openapi.yaml): fetches the form, sends it, and keeps sending the same bytes
// under the same idempotency key until there is an answer.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crypto/transparency_log.h"
#include "foundation/http_message.h"
#include "foundation/secret.h"
#include "vote/ballot_request.h"
#include "vote/fill_form.h"
#include "vote/receipt.h"

namespace sceau {

struct VotingSite {
  std::string origin;   // "https://vote.exemple.fr", no slash at the end
  std::string meeting;  // id
  HttpExchange exchange;
};

// Errors of all: those of the exchange, those the site names (with its own words as detail), network.answer_wrong.
Result<std::vector<AgendaItem>> fetch_agenda(const VotingSite& site, Language language);
Result<Form> fetch_form(const VotingSite& site, const Credentials& credentials, Language language);
// What the site says its log's key is. A key that came another way is worth more.
Result<LogVerifier> fetch_log_key(const VotingSite& site);

// The very bytes that are sent, as often as need be.
struct FormToSend {
  Bytes form;  // may be empty where a mandate is revoked
  FormMedia media = FormMedia::json;
  std::string idempotency_key;               // empty: none is sent
  const Credentials* credentials = nullptr;  // null: the form's signature says who sends it
  RequestKind kind = RequestKind::ballot;
  std::string revoked = {};  // id of the mandate's receipt, where it is revoked
};

// How long nobody answering is borne. `wait` is called between two attempts.
struct Patience {
  int attempts = 6;
  std::chrono::seconds longest_wait{30};
  std::function<void(std::chrono::seconds)> wait;
};

// A receipt of what was admitted or, with a reason, of what was refused; nothing was checked. A refusal of somebody
// unidentified has none.
struct SiteAnswer {
  std::optional<Error> refusal;
  std::optional<Bytes> receipt;
};

// Sent again where no answer came, where the server was busy, and after the time that it asked to wait. Errors: those
// of the exchange (whether the form was recorded is not known then), network.answer_wrong.
Result<SiteAnswer> send_form(const VotingSite& site, const FormToSend& form, const Patience& patience);

// L51: how the submission of a receipt was counted: a word of docs/counting.md. Errors: those of the exchange,
// vote.sealed (nothing is published yet), vote.receipt_unknown, network.answer_wrong.
Result<std::string> fetch_disposition(const VotingSite& site, std::string_view receipt_id);

// check_receipt, and: is it the receipt of this form and of this meeting? Findings: those of check_receipt,
// vote.receipt_inconsistent.
Findings check_answer(const Receipt& receipt, const VotingSite& site, ByteView form, const LogVerifier& log);

}  // namespace sceau
