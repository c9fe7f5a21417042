// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/count_case.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

std::optional<Vote> vote_for(char letter) {
  switch (letter) {
    case '+': return Vote::in_favour;
    case '-': return Vote::against;
    case 'c': return Vote::chair;
    case 'n': return Vote::named;
    case '?': return std::nullopt;
    default: return Vote::abstain;
  }
}

Instant at(const std::string& text) {
  const auto instant = from_rfc3339(text);
  EXPECT_TRUE(instant) << text;
  return instant ? *instant : Instant();
}

const InputDisposition& input_of(const CountReport& report, std::string_view reference) {
  static const InputDisposition none;
  const auto& inputs = report.tally.inputs;
  const auto found = std::ranges::find(inputs, reference, &InputDisposition::reference);
  if (found != inputs.end()) return *found;
  ADD_FAILURE() << "no disposition of " << reference;
  return none;
}

}  // namespace

CountCase::CountCase(const std::string& toml, const std::string& register_csv)
    : toml_(toml), meeting_(sample_frozen(toml)), shares_(sample_register(register_csv, meeting_.meeting())) {}

CountInput CountCase::input() const {
  return {.meeting = meeting_,
          .state = state,
          .shares = shares_,
          .program = "sceau test",
          .electronic = electronic,
          .paper = paper,
          .carried = carried,
          .carried_paper = carried_paper,
          .attendance = attendance,
          .room = room,
          .new_resolutions = new_resolutions,
          .rulings = rulings,
          .other_meetings = other_meetings};
}

Form CountCase::form_of(const std::string& shareholder, const Register& shares) const {
  auto form = sample_form(meeting_);
  form.shareholder = shareholder;
  if (const auto* known = shares.shareholder(shareholder)) form.identity = known->identity;
  form.holdings.clear();
  for (const auto& held : shares.holdings_of(shareholder)) {
    form.holdings.push_back(
        {.account = held.account, .isin = held.isin, .shares = held.shares, .attestation = "attestation 1"});
  }
  form.choices.clear();
  for (const auto& resolution : meeting_.meeting().agenda) {
    form.choices.push_back({.label = resolution.label, .vote = Vote::abstain});
  }
  form.new_resolutions.reset();
  return form;
}

Form CountCase::votes(const std::string& shareholder, std::string_view choices) const {
  auto form = form_of(shareholder);
  for (std::size_t i = 0; i < choices.size(); ++i) form.choices.at(i).vote = vote_for(choices[i]);
  return form;
}

Form CountCase::mandate(const std::string& shareholder, Proxy proxy) const {
  auto form = form_of(shareholder);
  form.choices.clear();
  form.proxy = std::move(proxy);
  return form;
}

LoggedForm& CountCase::log(Form form) {
  const auto index = next_++;
  DecisionFacts facts;
  facts.kind = form.proxy && form.choices.empty() ? DecisionKind::mandate : DecisionKind::ballot;
  facts.ballot = "ballot-" + std::to_string(index);
  facts.meeting = meeting_.meeting().id;
  facts.received_at = at("2027-05-03T12:00:00Z") + std::chrono::seconds(index);
  const auto& times = meeting_.times();
  facts.closes = facts.kind == DecisionKind::mandate ? times.proxies.utc : times.closes.utc;
  auto leaf = digest(DigestAlgorithm::sha256, as_bytes(facts.ballot));
  EXPECT_TRUE(leaf);
  electronic.push_back(
      {.index = index, .leaf = leaf ? *leaf : Bytes{}, .facts = std::move(facts), .form = std::move(form)});
  return electronic.back();
}

LoggedForm& CountCase::refuse(Form form, Reason reason) {
  auto& logged = log(std::move(form));
  logged.facts.kind = DecisionKind::refusal;
  logged.facts.reasons = {reason};
  logged.facts.ballot.clear();
  return logged;
}

PaperForm& CountCase::send(Form form, std::string arrived) {
  paper.push_back(
      {.number = "P-" + std::to_string(paper.size() + 1), .arrived_at = at(arrived), .form = std::move(form)});
  return paper.back();
}

Attendee& CountCase::attend(const std::string& badge, const std::string& shareholder, std::optional<Proxy> proxy) {
  auto form = form_of(shareholder);
  form.choices.clear();
  form.identity = {};
  form.proxy = std::move(proxy);
  attendance.push_back({.line = std::ssize(attendance) + 2, .badge = badge, .form = std::move(form)});
  return attendance.back();
}

void CountCase::vote(const std::string& badge, std::string_view choices) {
  RoomVotes votes{.line = std::ssize(room) + 2, .badge = badge};
  const auto& agenda = meeting_.meeting().agenda;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto& resolution = i < agenda.size() ? agenda[i] : new_resolutions.at(i - agenda.size());
    votes.choices.push_back({.label = resolution.label, .vote = vote_for(choices[i])});
  }
  room.push_back(std::move(votes));
}

Proxy named_proxy() {
  return {.kind = ProxyKind::named,
          .relation = ProxyRelation::spouse,
          .holder = {.surname = "Noël", .first_name = "Zoé", .domicile = "Lyon"}};
}

Proxy proxy_to(ProxyKind kind) {
  Proxy proxy;
  proxy.kind = kind;
  return proxy;
}

Resolution raised(std::string label, Author author, Recommendation recommendation) {
  Resolution resolution;
  resolution.label = std::move(label);
  resolution.author = author;
  resolution.recommendation = recommendation;
  return resolution;
}

CountReport counted(const CountCase& of) {
  static std::vector<std::unique_ptr<CountInput>> kept;  // reports point into their inputs
  kept.push_back(std::make_unique<CountInput>(of.input()));
  auto report = count(*kept.back());
  EXPECT_TRUE(report) << report.error().detail;
  for (const auto& finding : report->findings) ADD_FAILURE() << finding.detail;
  return std::move(*report);
}

const ResolutionTally& resolution(const CountReport& report, std::string_view label) {
  static const ResolutionTally none;
  const auto& all = report.tally.resolutions;
  const auto found = std::ranges::find(all, label, &ResolutionTally::label);
  if (found != all.end()) return *found;
  ADD_FAILURE() << "no resolution " << label;
  return none;
}

Disposition disposition(const CountReport& report, std::string_view reference) {
  return input_of(report, reference).outcome.disposition;
}

std::optional<Reason> reason(const CountReport& report, std::string_view reference) {
  return input_of(report, reference).outcome.reason;
}

}  // namespace sceau
