// SPDX-License-Identifier: Apache-2.0
#include "vote/figures.h"

#include <algorithm>

#include "vote/ballot_weight.h"
#include "vote/proxy.h"

namespace sceau {
namespace {

CastBy by_form(Source source) { return source == Source::paper ? CastBy::paper : CastBy::electronic; }

// L24: what is not ticked is an abstention; a proxy without any vote beside it is for everything.
Vote choice_on_new(const Form& form) {
  if (form.new_resolutions) return *form.new_resolutions;
  if (!form.proxy || !form.choices.empty()) return Vote::abstain;
  return form.proxy->kind == ProxyKind::named ? Vote::named : Vote::chair;
}

ResolutionChoice new_choice_of(const Participation& part, const std::string& label) {
  const bool leaves_it = part.mandate && !part.form->new_resolutions;
  return {.label = label, .vote = choice_on_new(leaves_it ? *part.mandate : *part.form)};
}

// Whoever holds a badge and does not vote abstains.
ResolutionChoice voted_in_room(const std::string& badge, const std::string& label, const Settlement& settlement) {
  const auto found = settlement.votes_by_badge.find(badge);
  if (found != settlement.votes_by_badge.end()) {
    const auto choice = std::ranges::find(found->second->choices, label, &ResolutionChoice::label);
    if (choice != found->second->choices.end()) return *choice;
  }
  return {.label = label, .vote = Vote::abstain};
}

}  // namespace

Figures& Figures::operator+=(const Figures& more) {
  in_favour += more.in_favour;
  against += more.against;
  abstain += more.abstain;
  unusable += more.unusable;
  shares_present += more.shares_present;
  excluded += more.excluded;
  return *this;
}

std::optional<Said> said_on(const Participation& part, const Resolution& resolution, bool is_new,
                            const Settlement& settlement) {
  const auto& label = resolution.label;
  if (part.source == Source::attendance && !part.form->proxy) {
    return Said{CastBy::present, voted_in_room(part.badge, label, settlement)};
  }
  const auto choice = is_new ? new_choice_of(part, label) : choice_of(part, label);
  if (choice.vote == Vote::chair) return Said{CastBy::chair, {label, vote_of_blank_proxy(resolution)}};
  if (choice.vote != Vote::named) return Said{by_form(part.source), choice};
  if (part.badge.empty()) return std::nullopt;
  return Said{CastBy::proxy, voted_in_room(part.badge, label, settlement)};
}

Figures figures_of(std::span<const HeldPart> held, const Said& said, const Resolution& resolution) {
  const auto weight = weight_of(held, resolution);
  Figures figures = {.shares_present = weight.shares, .excluded = held_by(held).votes - weight.votes};
  if (!said.choice.vote) {
    figures.unusable = weight.votes;
    return figures;
  }
  const auto weighed = weigh(said.choice, weight.votes, Vote::abstain, std::nullopt);
  figures.in_favour = weighed.in_favour;
  figures.against = weighed.against;
  figures.abstain = weighed.abstain;
  figures.unusable = weighed.unusable;
  return figures;
}

}  // namespace sceau
