// SPDX-License-Identifier: Apache-2.0
#include "vote/fill_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Error invalid(std::string_view label, std::string_view why) {
  return {Reason::vote_resolution_invalid, fmt::format("resolution '{}' {}", printable(label), why)};
}

using VotesByLabel = std::map<std::string, Vote>;

Status add_votes(const std::vector<std::string>& labels, Vote vote, VotesByLabel& votes) {
  for (const auto& label : labels) {
    if (!votes.emplace(label, vote).second) return invalid(label, "is named twice");
  }
  return Done{};
}

Result<VotesByLabel> votes_by_label(const WantedVotes& wanted) {
  VotesByLabel votes;
  for (const auto& [labels, vote] :
       {std::pair(&wanted.in_favour, Vote::in_favour), std::pair(&wanted.against, Vote::against),
        std::pair(&wanted.abstain, Vote::abstain)}) {
    if (auto added = add_votes(*labels, vote, votes); !added) return added.error();
  }
  return votes;
}

std::string person(const Person& identity) {
  if (!identity.company.empty()) return identity.company;
  return identity.first_name + " " + identity.surname;
}

std::string choice_words(const ResolutionChoice& choice) {
  if (!choice.vote) return "no choice";
  if (choice.vote != Vote::split) return std::string(word_of(vote_words, *choice.vote));
  const auto& split = choice.split;
  return fmt::format("for {}, against {}, abstain {}", split.in_favour, split.against, split.abstain);
}

std::string title_of(std::string_view label, std::span<const AgendaItem> agenda) {
  const auto found = std::ranges::find(agenda, label, &AgendaItem::label);
  return found == agenda.end() ? "" : " " + found->title;
}

}  // namespace

Result<Form> fill_form(Form form, std::span<const AgendaItem> agenda, const WantedVotes& wanted) {
  auto votes = votes_by_label(wanted);
  if (!votes) return votes.error();
  form.choices.clear();
  for (const auto& item : agenda) {
    const auto found = votes->find(item.label);
    if (found == votes->end() && !wanted.all_others) return invalid(item.label, "is left without a choice");
    form.choices.push_back({.label = item.label, .vote = found == votes->end() ? *wanted.all_others : found->second});
    if (found != votes->end()) votes->erase(found);
  }
  if (!votes->empty()) return invalid(votes->begin()->first, "is not voted on");
  form.new_resolutions = wanted.new_resolutions;
  return form;
}

std::vector<std::string> read_back(const Form& form, std::span<const AgendaItem> agenda) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view what, std::string_view value) {
    lines.push_back(fmt::format("{:<16} {}", what, printable(value)));
  };
  add("meeting", form.meeting);
  add("shareholder", fmt::format("{} ({})", person(form.identity), form.shareholder));
  for (const auto& holding : form.holdings) {
    add("holding", fmt::format("{} shares, account {}", holding.shares.value_or(0), holding.account));
  }
  for (const auto& choice : form.choices) {
    add(choice_words(choice), choice.label + title_of(choice.label, agenda));
  }
  if (form.proxy) add("proxy", word_of(proxy_words, form.proxy->kind));
  const auto new_ones = form.new_resolutions ? word_of(vote_words, *form.new_resolutions) : "not ticked: abstain";
  add("new resolutions", new_ones);
  return lines;
}

}  // namespace sceau
