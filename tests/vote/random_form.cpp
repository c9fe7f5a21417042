// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/random_form.h"

#include <fmt/format.h>

#include "tests/vote/random_draws.h"
#include "tests/vote/random_settings.h"

namespace sceau {
namespace {

// Some are the same person, written otherwise.
Person some_holder(const Person& giver) {
  if (once_in(12)) return giver;
  if (once_in(6)) return {.company = one_of({"Conseil SA", "CONSEIL S.A."}), .domicile = "Paris"};
  return {.surname = one_of({"Roy", "ROY", "Noël", "NOEL"}), .first_name = "Max", .domicile = once_in(9) ? "" : "Lyon"};
}

bool has_named_proxy(const Form& form) { return form.proxy && form.proxy->kind == ProxyKind::named; }

std::optional<Vote> some_vote(bool has_named, SentBy way) {
  const auto vote = below(has_named ? 7 : 6);
  if (vote == 5) return way == SentBy::electronic ? std::optional(Vote::abstain) : std::nullopt;
  if (vote == 6) return Vote::named;
  return std::array{Vote::in_favour, Vote::against, Vote::abstain, Vote::chair,
                    Vote::split}[static_cast<std::size_t>(vote)];
}

ResolutionChoice choice_on(const std::string& label, bool has_named, SentBy way) {
  ResolutionChoice choice{.label = label, .vote = some_vote(has_named, way)};
  if (choice.vote == Vote::split) choice.split = {below(60), below(30), below(10)};
  return choice;
}

void choose(Form& form, const Meeting& meeting, SentBy way) {
  form.choices.clear();
  const bool is_proxy_alone = form.proxy && once_in(2);
  for (const auto& resolution : meeting.agenda) {
    if (resolution.is_information_only || is_proxy_alone || (form.proxy && once_in(3))) continue;
    form.choices.push_back(choice_on(resolution.label, has_named_proxy(form), way));
  }
  if (once_in(20) && !form.choices.empty()) form.choices.pop_back();
}

// Splits that add up are rare by chance.
void fit_splits(Form& form, const Register& shares) {
  for (auto& choice : form.choices) {
    if (choice.vote != Vote::split || once_in(3)) continue;
    std::int64_t votes = 0;
    for (const auto& holding : form.holdings) {
      const auto* held = shares.holding(form.shareholder, holding.account, holding.isin);
      if (held) votes += held->votes;
    }
    choice.split.in_favour = std::max<std::int64_t>(0, votes - choice.split.against - choice.split.abstain);
  }
}

}  // namespace

std::string somebody() { return fmt::format("s{}", below(most_shareholders + 1)); }

Proxy random_proxy(const Person& giver) {
  Proxy proxy;
  proxy.kind = one_of({ProxyKind::blank, ProxyKind::named, ProxyKind::chair});
  if (proxy.kind != ProxyKind::named) {
    if (once_in(9)) proxy.holder = some_holder(giver);
    if (once_in(9)) proxy.holder = {.domicile = "Lyon"};
    return proxy;
  }
  proxy.relation = one_of({ProxyRelation::spouse, ProxyRelation::shareholder, ProxyRelation::other});
  proxy.holder = some_holder(giver);
  return proxy;
}

Form random_form(const CountCase& of, const Register& shares, SentBy way) {
  auto form = of.form_of(somebody(), shares);
  change_holdings(form);
  if (once_in(3)) form.proxy = random_proxy(form.identity);
  choose(form, of.meeting().meeting(), way);
  fit_splits(form, shares);
  if (!once_in(3)) form.new_resolutions = one_of({Vote::against, Vote::abstain, Vote::chair, Vote::named});
  return form;
}

void change_holdings(Form& form) {
  if (form.holdings.empty()) form.holdings = {{.account = "A0", .shares = 5}};
  if (form.holdings.size() > 1 && once_in(2)) form.holdings.pop_back();
  if (once_in(20)) form.holdings.push_back(form.holdings.front());
  for (auto& holding : form.holdings) {
    if (once_in(5)) holding.shares = once_in(20) ? most_shares : 1 + below(60);
    if (once_in(5)) holding.attestation.clear();
  }
}

ResolutionChoice random_choice(const std::string& label, SentBy way) { return choice_on(label, false, way); }

}  // namespace sceau
