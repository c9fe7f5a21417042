// SPDX-License-Identifier: Apache-2.0
#include "vote/check_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/text_encoding.h"
#include "vote/check_meeting.h"

namespace sceau {
namespace {

void require(Findings& findings, bool holds, std::string_view missing) {
  if (!holds) findings.push_back(legal_finding(Reason::vote_form_irregular, LegalRule::L10, missing));
}

bool has_name(const Person& person) {
  return person.company.empty() ? !person.surname.empty() && !person.first_name.empty() : person.surname.empty();
}

// The company itself cannot hold a pen.
bool signs_by_itself(const Form& form) {
  return form.signer.capacity == Capacity::shareholder && form.identity.company.empty();
}

RegisteredKind registered_kind(HoldingKind kind) {
  switch (kind) {
    case HoldingKind::registered: return RegisteredKind::registered;
    case HoldingKind::administered: return RegisteredKind::administered;
    case HoldingKind::bearer: return RegisteredKind::bearer;
  }
  return RegisteredKind::registered;
}

bool splits_holdings(const Form& form, const Register& shares) {
  const auto* shareholder = shares.shareholder(form.shareholder);
  return form.signer.capacity == Capacity::intermediary && shareholder && shareholder->is_intermediary;
}

Findings holding_is_held(const FormHolding& stated, const Form& form, const Register& shares) {
  const auto* held = shares.holding(form.shareholder, stated.account, stated.isin);
  if (!held || held->kind == RegisteredKind::treasury) {
    return {{Reason::vote_not_entitled, fmt::format("no holding in the account '{}'", printable(stated.account))}};
  }
  Findings findings;
  require(findings, stated.kind && registered_kind(*stated.kind) == held->kind,
          "the shares are not held in the form that is stated");
  const auto asked = stated.shares.value_or(0);
  if (asked > held->shares) {
    findings.push_back({Reason::vote_overspent_votes, fmt::format("{} shares held, {} stated", held->shares, asked)});
  } else if (asked < held->shares && !splits_holdings(form, shares)) {
    findings.push_back(
        {Reason::vote_split_not_allowed, fmt::format("{} shares held, and only {} of them vote", held->shares, asked)});
  }
  return findings;
}

}  // namespace

Findings form_is_current(const Form& form, const FrozenMeeting& meeting) {
  if (form.meeting != meeting.meeting().id) {
    return {{Reason::vote_meeting_unknown, fmt::format("the form is for '{}'", printable(form.meeting))}};
  }
  if (form.agenda_hash == hex_lower(meeting.hashes().agenda) && form.form_hash == hex_lower(meeting.hashes().form)) {
    return {};
  }
  return {
      {Reason::vote_agenda_changed,
       fmt::format("the form was made for another agenda or another template; the current one: {}/v1/meetings/{}/form",
                   meeting.meeting().origin, meeting.meeting().id)}};
}

Findings mentions_are_complete(const Form& form, const FrozenMeeting& meeting) {
  Findings findings;
  const auto wanted = meeting.mentions(form.language);
  for (const auto& mention : wanted) {
    if (std::ranges::find(form.mentions, mention) != form.mentions.end()) continue;
    findings.push_back(
        legal_finding(Reason::vote_form_irregular, mention.rule,
                      fmt::format("a mention is missing or changed: {}", row_of(mention.rule).sentence)));
  }
  if (findings.empty() && form.mentions != wanted) {
    findings.push_back({Reason::vote_form_irregular, "the mentions are not those of this meeting, in their order"});
  }
  return findings;
}

Findings identity_is_complete(const Form& form) {
  Findings findings;
  require(findings, has_name(form.identity), "the surname and usual first name, or the company, of the shareholder");
  require(findings, !form.identity.domicile.empty(), "the domicile of the shareholder");
  require(findings, !form.holdings.empty(), "the holdings");
  require(findings,
          std::ranges::all_of(form.holdings, [](const FormHolding& holding) { return holding.kind.has_value(); }),
          "whether the shares are registered or bearer");
  require(findings,
          std::ranges::all_of(form.holdings, [](const FormHolding& holding) { return holding.shares.value_or(0) > 0; }),
          "the number of shares");
  require(findings, signs_by_itself(form) || (!form.signer.surname.empty() && !form.signer.first_name.empty()),
          "the name of the representative who signs");
  return findings;
}

Findings shareholder_is_registered(const Form& form, const Register& shares) {
  const auto* shareholder = shares.shareholder(form.shareholder);
  if (!shareholder) return {{Reason::vote_not_entitled, "the register has no such shareholder"}};
  const auto& known = shareholder->identity;
  const auto& stated = form.identity;
  if (stated.surname == known.surname && stated.first_name == known.first_name && stated.company == known.company) {
    return {};  // people move: the domicile need not be that of the register
  }
  return {{Reason::vote_not_entitled, "the form names another person than the register"}};
}

Findings holdings_are_held(const Form& form, const Register& shares) {
  Findings findings;
  for (auto holding = form.holdings.begin(); holding != form.holdings.end(); ++holding) {
    const auto is_same = [&](const FormHolding& other) {
      return other.account == holding->account && other.isin == holding->isin;
    };
    if (std::find_if(form.holdings.begin(), holding, is_same) != holding) {
      findings.push_back(
          {Reason::vote_overspent_votes, fmt::format("the account '{}' is there twice", printable(holding->account))});
    } else {
      append(findings, holding_is_held(*holding, form, shares));
    }
  }
  return findings;
}

Findings bearer_shares_are_proved(const Form& form, const Register& shares) {
  Findings findings;
  for (const auto& stated : form.holdings) {
    const auto* held = shares.holding(form.shareholder, stated.account, stated.isin);
    if (!held || held->kind != RegisteredKind::bearer || !stated.attestation.empty() || !held->attestation.empty()) {
      continue;
    }
    findings.push_back(legal_finding(Reason::vote_entitlement_proof_missing, LegalRule::L31,
                                     fmt::format("account '{}'", printable(stated.account))));
  }
  return findings;
}

Findings signature_level_is_permitted(SignatureLevel level, const Articles& articles) {
  if (level == SignatureLevel::qualified || articles.allow_simple_signature) return {};
  return {legal_finding(Reason::vote_signature_level_not_permitted, LegalRule::L11, "a qualified signature is needed")};
}

Findings check_form(const Form& form, const FrozenMeeting& meeting, const Register& shares) {
  Findings findings = form_is_current(form, meeting);
  append(findings, mentions_are_complete(form, meeting));
  append(findings, identity_is_complete(form));
  append(findings, shareholder_is_registered(form, shares));
  append(findings, holdings_are_held(form, shares));
  append(findings, bearer_shares_are_proved(form, shares));
  append(findings, choices_follow_the_agenda(form, meeting.meeting()));
  append(findings, new_resolutions_have_no_for(form));
  append(findings, splits_add_up(form, shares, meeting.meeting()));
  append(findings, right_to_vote_is_not_suspended(form, shares, meeting.meeting()));
  append(findings, proxy_is_eligible(form, meeting.meeting().issuer));
  return findings;
}

}  // namespace sceau
