// SPDX-License-Identifier: Apache-2.0
// The instructions of a form: choices, splits, proxies.
#include <fmt/format.h>

#include <algorithm>

#include "foundation/text_encoding.h"
#include "vote/ballot_weight.h"
#include "vote/check_form.h"
#include "vote/check_meeting.h"

namespace sceau {
namespace {

// Both pointers at once, for the form is sent as XML or as JSON.
std::string place_of(std::size_t index) {
  return fmt::format("/Form/Instructions/Resolution[{}], /choices/{}", index + 1, index);
}

Finding invalid_choice(std::size_t index, std::string_view label, std::string_view why,
                       LegalRule rule = LegalRule::L7) {
  return legal_finding(Reason::vote_resolution_invalid, rule,
                       fmt::format("{}: resolution '{}' {}", place_of(index), printable(label), why));
}

std::vector<const Resolution*> to_vote_on(const Meeting& meeting) {
  std::vector<const Resolution*> resolutions;
  for (const auto& resolution : meeting.agenda) {
    if (!resolution.is_information_only) resolutions.push_back(&resolution);
  }
  return resolutions;
}

bool needs_named_proxy(std::optional<Vote> vote) { return vote == Vote::named; }

bool has_named_proxy(const Form& form) { return form.proxy && form.proxy->kind == ProxyKind::named; }

bool casts_a_vote(std::optional<Vote> vote) { return vote && vote != Vote::abstain; }

bool names_somebody(const Person& person) {
  return !person.surname.empty() || !person.first_name.empty() || !person.company.empty();
}

}  // namespace

// L7: each resolution once, in the order of the agenda. L23: with a proxy those left out are the proxy's to vote on.
Findings choices_follow_the_agenda(const Form& form, const Meeting& meeting) {
  Findings findings;
  const auto resolutions = to_vote_on(meeting);
  std::size_t next = 0;
  for (std::size_t i = 0; i < form.choices.size(); ++i) {
    const auto& choice = form.choices[i];
    const auto found = std::ranges::find(resolutions, choice.label, &Resolution::label);
    const auto place = static_cast<std::size_t>(found - resolutions.begin());
    if (found == resolutions.end()) {
      findings.push_back(invalid_choice(i, choice.label, "is not on the agenda"));
    } else if (place < next) {
      findings.push_back(invalid_choice(i, choice.label, "is out of order or there twice"));
    } else {
      for (; !form.proxy && next < place; ++next) {
        findings.push_back(invalid_choice(i, resolutions[next]->label, "is missing before this one"));
      }
      next = place + 1;
    }
    if (!choice.vote) findings.push_back(invalid_choice(i, choice.label, "has a choice that does not exist"));
    if (needs_named_proxy(choice.vote) && !has_named_proxy(form)) {
      findings.push_back(invalid_choice(i, choice.label, "goes to a named proxy, and none is named"));
    }
  }
  for (; !form.proxy && next < resolutions.size(); ++next) {
    findings.push_back(invalid_choice(form.choices.size(), resolutions[next]->label, "is missing at the end"));
  }
  return findings;
}

Findings new_resolutions_have_no_for(const Form& form) {
  const auto vote = form.new_resolutions;
  if (vote == Vote::in_favour || vote == Vote::split) {
    return {legal_finding(Reason::vote_resolution_invalid, LegalRule::L24,
                          "/Form/Instructions/NewResolutions, /new_resolutions: abstain, against, chair or named")};
  }
  if (!needs_named_proxy(vote) || has_named_proxy(form)) return {};
  return {legal_finding(Reason::vote_resolution_invalid, LegalRule::L24,
                        "/Form/Instructions/NewResolutions, /new_resolutions: no proxy is named")};
}

Findings splits_add_up(const Form& form, const Register& shares, const Meeting& meeting) {
  Findings findings;
  const auto* shareholder = shares.shareholder(form.shareholder);
  const bool may_split = form.signer.capacity == Capacity::intermediary && shareholder && shareholder->is_intermediary;
  for (std::size_t i = 0; i < form.choices.size(); ++i) {
    const auto& choice = form.choices[i];
    const auto resolution = std::ranges::find(meeting.agenda, choice.label, &Resolution::label);
    if (choice.vote != Vote::split || resolution == meeting.agenda.end()) continue;
    if (!may_split) {
      findings.push_back({Reason::vote_split_not_allowed, place_of(i)});
      continue;
    }
    const auto held = weight_of(form, shares, *resolution).votes;
    if (!adds_up_to(choice.split, held)) {
      findings.push_back({Reason::vote_overspent_votes,
                          fmt::format("{}: {} votes held, for {}, against {}, abstain {}", place_of(i), held,
                                      choice.split.in_favour, choice.split.against, choice.split.abstain)});
    }
  }
  return findings;
}

// L44: a right suspended altogether refuses the form; one suspended for a resolution refuses a vote on it only.
Findings right_to_vote_is_not_suspended(const Form& form, const Register& shares, const Meeting& meeting) {
  const auto is_suspended = [&](const FormHolding& stated) {
    const auto* held = shares.holding(form.shareholder, stated.account, stated.isin);
    return held && held->is_deprived_of_all;
  };
  if (!form.holdings.empty() && std::ranges::all_of(form.holdings, is_suspended)) {
    return {legal_finding(Reason::vote_right_suspended, LegalRule::L44, "for all resolutions")};
  }
  Findings findings;
  for (std::size_t i = 0; i < form.choices.size(); ++i) {
    const auto resolution = std::ranges::find(meeting.agenda, form.choices[i].label, &Resolution::label);
    if (resolution == meeting.agenda.end() || !casts_a_vote(form.choices[i].vote)) continue;
    if (!is_suspended_on(form, shares, *resolution)) continue;
    findings.push_back(legal_finding(Reason::vote_right_suspended, LegalRule::L44, place_of(i)));
  }
  return findings;
}

// L20: in an unlisted company another shareholder, the spouse or the partner of a civil pact; L22: with name and
// domicile.
Findings proxy_is_eligible(const Form& form, const Issuer& issuer) {
  return proxy_is_eligible(form, form.identity, issuer);
}

Findings proxy_is_eligible(const Form& form, const Person& self, const Issuer& issuer) {
  if (!form.proxy) return {};
  const auto& [kind, relation, holder] = *form.proxy;
  if (kind != ProxyKind::named) {
    if (!names_somebody(holder)) return {};
    return {{Reason::vote_proxy_invalid, "a proxy to the chair or without name names nobody"}};
  }
  Findings findings;
  const bool has_name = !holder.company.empty() || (!holder.surname.empty() && !holder.first_name.empty());
  if (!has_name || holder.domicile.empty()) {
    findings.push_back(legal_finding(Reason::vote_proxy_invalid, LegalRule::L22, "name and domicile of the proxy"));
  }
  if (holder.surname == self.surname && holder.first_name == self.first_name && holder.company == self.company &&
      holder.domicile == self.domicile) {
    findings.push_back(legal_finding(Reason::vote_proxy_invalid, LegalRule::L20, "nobody is his or her own proxy"));
  }
  if (!issuer.is_listed && (!relation || *relation == ProxyRelation::other)) {
    findings.push_back(legal_finding(Reason::vote_proxy_invalid, LegalRule::L20, row_of(LegalRule::L20).sentence));
  }
  return findings;
}

}  // namespace sceau
