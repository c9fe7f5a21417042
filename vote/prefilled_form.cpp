// SPDX-License-Identifier: Apache-2.0
#include "vote/prefilled_form.h"

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

FormSigner signer_of(const Shareholder& shareholder) {
  const auto& identity = shareholder.identity;
  if (shareholder.is_intermediary) return {.capacity = Capacity::intermediary, .surname = "", .first_name = ""};
  if (!identity.company.empty()) return {.capacity = Capacity::legal_representative, .surname = "", .first_name = ""};
  return {.capacity = Capacity::shareholder, .surname = identity.surname, .first_name = identity.first_name};
}

HoldingKind holding_kind(RegisteredKind kind) {
  switch (kind) {
    case RegisteredKind::registered: return HoldingKind::registered;
    case RegisteredKind::administered: return HoldingKind::administered;
    case RegisteredKind::bearer: return HoldingKind::bearer;
    case RegisteredKind::treasury: break;  // never on a form
  }
  return HoldingKind::registered;
}

std::vector<FormHolding> holdings_of(const Register& shares, std::string_view shareholder) {
  std::vector<FormHolding> holdings;
  for (const auto& held : shares.holdings_of(shareholder)) {
    if (held.kind == RegisteredKind::treasury) continue;
    holdings.push_back({.account = held.account,
                        .kind = holding_kind(held.kind),
                        .isin = held.isin,
                        .shares = held.shares,
                        .attestation = held.attestation});
  }
  return holdings;
}

}  // namespace

Result<Form> prefilled_form(const FrozenMeeting& meeting, const Register& shares, std::string_view shareholder,
                            Language language) {
  const auto* found = shares.shareholder(shareholder);
  auto holdings = holdings_of(shares, shareholder);
  if (!found || holdings.empty()) return Error{Reason::vote_not_entitled, "no shares to vote with"};
  Form form;
  form.meeting = meeting.meeting().id;
  form.agenda_hash = hex_lower(meeting.hashes().agenda);
  form.form_hash = hex_lower(meeting.hashes().form);
  form.language = language;
  form.mentions = meeting.mentions(language);
  form.shareholder = found->id;
  form.identity = found->identity;
  form.signer = signer_of(*found);
  form.holdings = std::move(holdings);
  return form;
}

}  // namespace sceau
