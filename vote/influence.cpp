// SPDX-License-Identifier: Apache-2.0
#include "vote/influence.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "vote/ballot_weight.h"

namespace sceau {
namespace {

__extension__ using Wide = __int128;

using HoldingKey = std::tuple<std::string, std::string, std::string>;
using Contested = std::map<HoldingKey, std::int64_t>;  // shares, as stated

// L47 names them; a form that another one of the same shareholder replaced is not among them.
constexpr std::array contested_dispositions = {Disposition::counted_litigious, Disposition::excluded_litigious,
                                               Disposition::invalidated, Disposition::late, Disposition::rejected};

// The shares a submission speaks of: its own words, or all that the shareholder holds where nothing was kept of it.
Contested shares_of(const Submission& submission, const Register& shares) {
  Contested found;
  if (submission.form) {
    for (const auto& holding : submission.form->holdings) {
      auto& part = found[{submission.form->shareholder, holding.account, holding.isin}];
      part = std::max(part, holding.shares.value_or(0));
    }
  } else if (submission.logged()) {
    for (const auto& held : shares.holdings_of(submission.logged()->shareholder)) {
      found[{held.shareholder, held.account, held.isin}] = held.shares;
    }
  }
  return found;
}

bool is_of_unknown_weight(const Submission& submission) {
  return !submission.form && submission.logged() && submission.logged()->shareholder.empty();
}

void include(Contested& all, const Contested& more) {
  for (const auto& [key, part] : more) {
    auto& known = all[key];
    known = std::max(known, part);
  }
}

// What people state is bounded by nothing, what canonical JSON can say is.
std::int64_t sayable(Wide sum) { return static_cast<std::int64_t>(std::min<Wide>(sum, most_shares)); }

// Whether shares are deprived may itself be what is disputed, so deprived ones count in full.
Weight weight_of(const HoldingKey& key, std::int64_t part, const CountInput& input) {
  const auto& [shareholder, account, isin] = key;
  const auto* held = input.shares.holding(shareholder, account, isin);
  if (!held || held->shares == 0) {
    const auto votes_each = input.meeting.meeting().articles.double_vote == DoubleVote::none ? 1 : 2;
    return {part, sayable(Wide{part} * votes_each)};
  }
  const FormHolding stated = {.account = account, .isin = isin, .shares = part};
  Form form;
  form.shareholder = shareholder;
  form.holdings = {stated};
  return held_by(form, input.shares);
}

Weight weight_of(const Contested& contested, const CountInput& input) {
  Wide shares = 0, votes = 0;
  for (const auto& [key, part] : contested) {
    const auto weight = weight_of(key, part, input);
    shares += weight.shares;
    votes += weight.votes;
  }
  return {sayable(shares), sayable(votes)};
}

ContestedClass class_of(Disposition disposition, const CountReport& counted, const CountInput& input) {
  ContestedClass found{.disposition = disposition};
  Contested holdings;
  for (const auto& submission : counted.settlement.submissions) {
    if (submission.outcome->disposition != disposition) continue;
    ++found.inputs;
    found.unknown += is_of_unknown_weight(submission) ? 1 : 0;
    include(holdings, shares_of(submission, input.shares));
  }
  const auto weight = weight_of(holdings, input);
  found.shares = weight.shares;
  found.votes = weight.votes;
  return found;
}

bool could_have_counted(const Submission& submission) {
  const auto disposition = submission.outcome->disposition;
  return disposition != Disposition::counted_litigious && is_contested(disposition);
}

Contested not_counted(const CountReport& counted, const CountInput& input) {
  Contested all;
  for (const auto& submission : counted.settlement.submissions) {
    if (could_have_counted(submission)) include(all, shares_of(submission, input.shares));
  }
  return all;
}

bool touches(const Participation& part, const Contested& contested) {
  return std::ranges::any_of(part.form->holdings, [&](const FormHolding& holding) {
    return contested.contains({part.form->shareholder, holding.account, holding.isin});
  });
}

bool has_unknown(const CountReport& counted) {
  return std::ranges::any_of(counted.settlement.submissions, [](const Submission& submission) {
    return could_have_counted(submission) && is_of_unknown_weight(submission);
  });
}

// What might have turned a result, whatever the resolution.
struct Disputes {
  struct Part {
    const Participation* participation;
    std::vector<HeldPart> held;
  };
  Weight not_counted;
  bool is_unknown = false;  // of what was not counted, some has no known weight
  std::vector<Part> parts;  // that might fall away, or for whose holdings another form was refused
};

Disputes disputes_of(const CountReport& counted, const CountInput& input) {
  const auto contested = not_counted(counted, input);
  Disputes disputes{weight_of(contested, input), has_unknown(counted), {}};
  for (const auto& part : counted.settlement.participations) {
    if (!part.is_litigious && !touches(part, contested)) continue;
    disputes.parts.push_back({&part, held_parts(*part.form, input.shares)});
  }
  return disputes;
}

// Those who take part and are disputed might fall away; those for whom another form was refused might have voted
// otherwise; what is unusable might have been for or against.
UncountedVotes uncounted_on(const VotedResolution& voted, const ResolutionTally& tally, const Disputes& disputes,
                            const Settlement& settlement) {
  UncountedVotes uncounted{.shares = disputes.not_counted.shares,
                           .votes = sayable(Wide{disputes.not_counted.votes} + tally.total.unusable)};
  for (const auto& [part, held] : disputes.parts) {
    const auto said = said_on(*part, *voted.resolution, voted.is_new, settlement);
    if (!said) continue;
    const auto figures = figures_of(held, *said, *voted.resolution);
    if (part->is_litigious) uncounted.counted_shares += figures.shares_present;
    uncounted.in_favour += figures.in_favour;
    uncounted.against += figures.against;
  }
  return uncounted;
}

ResolutionInfluence influence_on(const VotedResolution& voted, const ResolutionTally& tally, const Disputes& disputes,
                                 const CountReport& counted, const CountInput& input) {
  const auto& meeting = input.meeting.meeting();
  const auto rule = decision_rule(tally.kind, meeting.convocation.call, meeting.articles);
  const Count figures = {tally.total.in_favour, tally.total.against, tally.quorum.present, tally.quorum.base};
  ResolutionInfluence found{.label = tally.label,
                            .uncounted = uncounted_on(voted, tally, disputes, counted.settlement),
                            .margin_votes = tally.majority.obtained - tally.majority.required,
                            .margin_shares = tally.quorum.present - tally.quorum.required};
  const auto changes = influence_of(found.uncounted, figures, rule);
  const bool has_majority = is_adopted(rule.majority, tally.total.in_favour, tally.total.against);
  found.could_change_quorum = rule.quorum && (changes.could_change_quorum || disputes.is_unknown);
  const bool may_have_quorum = tally.quorum.is_reached || found.could_change_quorum;
  const bool may_turn = changes.could_change_result || disputes.is_unknown;
  found.could_change =
      tally.majority.is_adopted ? found.could_change_quorum || may_turn : may_have_quorum && (has_majority || may_turn);
  return found;
}

}  // namespace

bool is_contested(Disposition disposition) {
  return std::ranges::find(contested_dispositions, disposition) != contested_dispositions.end();
}

std::optional<Weight> contested_weight(const Submission& submission, const CountInput& input) {
  if (is_of_unknown_weight(submission)) return std::nullopt;
  return weight_of(shares_of(submission, input.shares), input);
}

InfluenceReport influence_report(const CountReport& counted, const CountInput& input) {
  InfluenceReport report{.meeting = counted.tally.meeting};
  for (const auto disposition : contested_dispositions) {
    auto found = class_of(disposition, counted, input);
    if (found.inputs != 0) report.classes.push_back(std::move(found));
  }
  const auto disputes = disputes_of(counted, input);
  const auto resolutions = resolutions_of(input);
  for (std::size_t i = 0; i < resolutions.size(); ++i) {
    if (resolutions[i].status != ResolutionStatus::voted) continue;
    report.resolutions.push_back(influence_on(resolutions[i], counted.tally.resolutions[i], disputes, counted, input));
  }
  return report;
}

}  // namespace sceau
