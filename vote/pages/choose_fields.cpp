// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/choose_fields.h"

#include <algorithm>
#include <charconv>

#include "vote/ballot_weight.h"
#include "vote/plain_line.h"

namespace sceau {
namespace {

struct Reading {
  const FormFields& fields;
  const BallotPaper& paper;
  const Meeting& meeting;
  Chosen chosen;

  Language language() const { return paper.form.language; }
  std::string_view get(std::string_view name) const { return field(fields, name); }
  void complain(std::string name, std::string id, std::string message) {
    chosen.errors.push_back({std::move(name), std::move(id), std::move(message)});
  }
  void complain(std::string name, std::string id, Text message) {
    complain(std::move(name), std::move(id), std::string(words(message, language())));
  }
  // A text that can stand on the form, or nothing and an error.
  std::string line(const std::string& name) {
    const std::string text(get(name));
    if (is_plain_line(text)) return text;
    complain(name, name, Text::error_text);
    return {};
  }
};

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty()) return 0;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > most_shares) {
    return std::nullopt;
  }
  return number;
}

void read_split(Reading& reading, const std::string& name, const ResolutionEntitlement& entitled,
                ResolutionChoice& choice) {
  const auto in_favour = whole_number(reading.get(name + "-votes-for"));
  const auto against = whole_number(reading.get(name + "-votes-against"));
  const auto abstain = whole_number(reading.get(name + "-votes-abstain"));
  if (in_favour && against && abstain) choice.split = {*in_favour, *against, *abstain};
  if (in_favour && against && abstain && adds_up_to(choice.split, entitled.votes)) return;
  const auto votes = counted(entitled.votes, Text::vote_one, Text::vote_many, reading.language());
  reading.complain(name, name + "-votes-for",
                   words(Text::error_split, reading.language(), {{"label", entitled.label}, {"votes", votes}}));
}

std::optional<Vote> page_vote(std::string_view text, bool may_split) {
  const auto vote = meaning_of(vote_words, text);
  const bool is_offered =
      vote == Vote::in_favour || vote == Vote::against || vote == Vote::abstain || (vote == Vote::split && may_split);
  return is_offered ? vote : std::nullopt;
}

void read_resolution(Reading& reading, std::size_t index) {
  const auto& entitlement = reading.paper.entitlement;
  const auto& entitled = entitlement.resolutions[index];
  const auto name = resolution_field(index);
  ResolutionChoice choice{.label = entitled.label, .vote = page_vote(reading.get(name), entitlement.may_split)};
  const auto first = name + (entitled.is_suspended ? "-abstain" : "-for");
  if (!choice.vote) {
    reading.complain(name, first, words(Text::error_no_choice, reading.language(), {{"label", entitled.label}}));
  } else if (entitled.is_suspended && choice.vote != Vote::abstain) {
    reading.complain(name, first, words(Text::error_suspended, reading.language(), {{"label", entitled.label}}));
  } else if (choice.vote == Vote::split) {
    read_split(reading, name, entitled, choice);
  }
  reading.chosen.form.choices.push_back(std::move(choice));
}

void read_new_resolutions(Reading& reading) {
  const auto vote = meaning_of(vote_words, reading.get("new"));
  const bool is_offered = vote == Vote::abstain || vote == Vote::against || vote == Vote::chair || vote == Vote::named;
  if (!is_offered) return reading.complain("new", "new-abstain", Text::error_no_new);
  reading.chosen.form.new_resolutions = vote;
}

void check_name(Reading& reading, const Person& person) {
  const bool has_natural = !person.surname.empty() && !person.first_name.empty();
  const bool has_part = !person.surname.empty() || !person.first_name.empty();
  if (person.company.empty() ? has_natural : !has_part) return;
  reading.complain("person-surname", "person-surname", Text::error_person_name);
}

Proxy read_person(Reading& reading) {
  Proxy proxy{
      .kind = ProxyKind::named, .relation = meaning_of(relation_words, reading.get("person-relation")), .holder = {}};
  proxy.holder = {.surname = reading.line("person-surname"),
                  .first_name = reading.line("person-first-name"),
                  .company = reading.line("person-company"),
                  .domicile = reading.line("person-domicile")};
  check_name(reading, proxy.holder);
  if (proxy.holder.domicile.empty()) {
    reading.complain("person-domicile", "person-domicile", Text::error_person_domicile);
  }
  const bool is_eligible = proxy.relation && *proxy.relation != ProxyRelation::other;
  if (!reading.meeting.issuer.is_listed && !is_eligible) {
    reading.complain("person-relation", "person-relation", Text::error_person_relation);
  }
  return proxy;
}

void read_votes(Reading& reading) {
  for (std::size_t i = 0; i < reading.paper.entitlement.resolutions.size(); ++i) read_resolution(reading, i);
  read_new_resolutions(reading);
  if (reading.chosen.form.new_resolutions == Vote::named) reading.chosen.form.proxy = read_person(reading);
}

void read_proxy(Reading& reading) {
  const auto kind = meaning_of(proxy_words, reading.get("proxy"));
  if (!kind) {
    reading.complain("proxy", "proxy-chair", Text::error_no_proxy);
  } else if (*kind == ProxyKind::named) {
    reading.chosen.form.proxy = read_person(reading);
  } else {
    reading.chosen.form.proxy = Proxy{.kind = *kind, .relation = std::nullopt, .holder = {}};
  }
  read_new_resolutions(reading);
  if (kind && *kind != ProxyKind::named && reading.chosen.form.new_resolutions == Vote::named) {
    reading.complain("new", "new-abstain", Text::error_new_named);
  }
}

// L10: who signs. A company cannot hold a pen; an intermediary is one that the register knows as such.
void read_signer(Reading& reading) {
  auto& signer = reading.chosen.form.signer;
  const auto capacity = meaning_of(capacity_words, reading.get("capacity"));
  const bool is_company = !reading.paper.form.identity.company.empty();
  const bool is_offered = capacity && (*capacity != Capacity::shareholder || !is_company) &&
                          (*capacity == Capacity::intermediary) == reading.paper.entitlement.may_split;
  if (!is_offered) return reading.complain("capacity", "capacity", Text::error_capacity);
  signer.capacity = *capacity;
  if (*capacity == Capacity::shareholder) return;
  signer.surname = reading.line("signer-surname");
  signer.first_name = reading.line("signer-first-name");
  if (signer.surname.empty() || signer.first_name.empty()) {
    reading.complain("signer-surname", "signer-surname", Text::error_signer);
  }
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string resolution_field(std::size_t index) { return "r" + std::to_string(index + 1); }

bool is_choice_field(std::string_view name) {
  if (name.starts_with("person-") || name.starts_with("signer-")) return true;
  if (name == "mode" || name == "new" || name == "proxy" || name == "capacity") return true;
  return name.starts_with('r') && is_number(name.substr(1, name.find('-') - 1));
}

FormFields choice_fields(const FormFields& fields) {
  FormFields chosen;
  for (const auto& one : fields) {
    if (is_choice_field(one.first)) chosen.push_back(one);
  }
  return chosen;
}

bool is_proxy_mode(const FormFields& fields) { return field(fields, "mode") == "proxy"; }

Chosen read_choices(const FormFields& fields, const BallotPaper& paper, const Meeting& meeting) {
  Reading reading{fields, paper, meeting, {paper.form, {}}};
  if (is_proxy_mode(fields)) {
    read_proxy(reading);
  } else {
    read_votes(reading);
  }
  read_signer(reading);
  return std::move(reading.chosen);
}

}  // namespace sceau
