// SPDX-License-Identifier: Apache-2.0
#include "vote/tally.h"

#include <algorithm>

#include "formats/json/canonical_json.h"
#include "vote/ballot_weight.h"
#include "vote/check_tables.h"
#include "vote/check_tally.h"

namespace sceau {
namespace {

std::size_t place_of(CastBy by) { return static_cast<std::size_t>(by); }

ResolutionStatus status_of(const Resolution& resolution, const MeetingState& state) {
  if (resolution.is_information_only) return ResolutionStatus::information_only;
  return is_voted_on(resolution, state) ? ResolutionStatus::voted : ResolutionStatus::withdrawn;
}

// L40 to L44: base and threshold by the kind of the resolution and the call.
QuorumTally quorum_of(const Resolution& resolution, const DecisionRule& rule, std::int64_t present,
                      const Register& shares) {
  const auto base = quorum_base(shares, resolution);
  return {.fraction = rule.quorum,
          .base = base,
          .present = present,
          .required = required_shares(rule.quorum, base),
          .is_reached = is_reached(rule.quorum, present, base)};
}

MajorityTally majority_of(const DecisionRule& rule, const Figures& total, bool has_quorum) {
  return {.rule = rule.majority,
          .cast = total.votes_cast(),
          .required = required_votes(rule.majority, total.votes_cast()),
          .obtained = total.in_favour,
          .is_adopted = has_quorum && is_adopted(rule.majority, total.in_favour, total.against)};
}

void add_to(ResolutionTally& tally, const VotedResolution& voted, const Participation& part,
            std::span<const HeldPart> held, const Settlement& settlement) {
  if (voted.status != ResolutionStatus::voted) return;
  const auto said = said_on(part, *voted.resolution, voted.is_new, settlement);
  if (said) tally.ways[place_of(said->by)] += figures_of(held, *said, *voted.resolution);
}

void decide(ResolutionTally& tally, const Resolution& resolution, const CountInput& input) {
  if (tally.status != ResolutionStatus::voted) return;
  for (const auto& figures : tally.ways) tally.total += figures;
  const auto& meeting = input.meeting.meeting();
  const auto rule = decision_rule(resolution.kind, meeting.convocation.call, meeting.articles);
  tally.quorum = quorum_of(resolution, rule, tally.total.shares_present, input.shares);
  tally.majority = majority_of(rule, tally.total, tally.quorum.is_reached);
}

// One participation after the other, so that its holdings are looked up once.
std::vector<ResolutionTally> count_resolutions(const CountInput& input, const Settlement& settlement) {
  const auto all = resolutions_of(input);
  std::vector<ResolutionTally> tallies;
  for (const auto& [resolution, status, is_new] : all) {
    tallies.push_back({.label = resolution->label, .kind = resolution->kind, .status = status, .is_new = is_new});
  }
  for (const auto& part : settlement.participations) {
    const auto held = held_parts(*part.form, input.shares);
    for (std::size_t i = 0; i < all.size(); ++i) add_to(tallies[i], all[i], part, held, settlement);
  }
  for (std::size_t i = 0; i < all.size(); ++i) decide(tallies[i], *all[i].resolution, input);
  return tallies;
}

void count_present(Tally& tally, const CountInput& input, const Settlement& settlement) {
  const auto add = [](Present& to, const Weight& weight) {
    ++to.participations;
    to.shares += weight.shares;
    to.votes += weight.votes;
  };
  for (const auto& part : settlement.participations) {
    const auto weight = weight_of(*part.form, input.shares, Resolution{});
    add(tally.present[place_of(standing_of(part, input, settlement))], weight);
    add(tally.all_present, weight);
  }
}

// "log/12" after "log/9": by way, then by number or text.
bool stands_before(const InputDisposition& one, const InputDisposition& other) {
  const auto way = [](const std::string& reference) { return reference.substr(0, reference.find('/')); };
  const auto first = way(one.reference), second = way(other.reference);
  if (first != second) return first < second;
  if (one.reference.size() != other.reference.size()) return one.reference.size() < other.reference.size();
  return one.reference < other.reference;
}

std::vector<InputDisposition> dispositions_of(const Settlement& settlement) {
  auto inputs = settlement.room;
  for (const auto& submission : settlement.submissions) {
    const auto* logged = submission.logged();
    inputs.push_back({submission.reference, submission.source, logged ? logged->leaf : Bytes{}, *submission.outcome});
  }
  std::ranges::stable_sort(inputs, stands_before);
  return inputs;
}

}  // namespace

// L54: represented where a proxy speaks on any resolution of the agenda, else voting by post or present.
CastBy standing_of(const Participation& part, const CountInput& input, const Settlement& settlement) {
  for (const auto& resolution : input.meeting.meeting().agenda) {
    if (!is_voted_on(resolution, input.state)) continue;
    const auto said = said_on(part, resolution, false, settlement);
    if (!said) continue;
    if (said->by == CastBy::chair || said->by == CastBy::proxy || said->by == CastBy::present) return said->by;
  }
  if (part.source == Source::attendance) return part.form->proxy ? CastBy::proxy : CastBy::present;
  return part.source == Source::paper ? CastBy::paper : CastBy::electronic;
}

std::vector<VotedResolution> resolutions_of(const CountInput& input) {
  std::vector<VotedResolution> all;
  for (const auto& resolution : input.meeting.meeting().agenda) {
    all.push_back({&resolution, status_of(resolution, input.state), false});
  }
  for (const auto& resolution : input.new_resolutions) all.push_back({&resolution, ResolutionStatus::voted, true});
  return all;
}

Result<CountReport> count(const CountInput& input) {
  if (const auto held = takes_ballots(input.state); !held) return held.error();
  const auto totals = input.shares.totals();
  if (!is_canonical_number(totals.votes)) {
    return Error{Reason::vote_register_irregular, "the register has more votes than can be counted"};
  }
  auto hash = register_hash(input.shares);
  if (!hash) return hash.error();

  auto settlement = settle(judge_submissions(input), input);
  const auto& meeting = input.meeting.meeting();
  Tally tally{.meeting = meeting.id,
              .program = input.program,
              .agenda = input.meeting.hashes().agenda,
              .shares = std::move(*hash),
              .call = meeting.convocation.call,
              .totals = totals};
  count_present(tally, input, settlement);
  tally.resolutions = count_resolutions(input, settlement);
  tally.inputs = dispositions_of(settlement);
  auto findings = check_tally(tally, settlement, input);
  append(findings, check_tables(input));
  return CountReport{std::move(tally), std::move(settlement), std::move(findings)};
}

}  // namespace sceau
