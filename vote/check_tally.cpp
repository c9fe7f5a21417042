// SPDX-License-Identifier: Apache-2.0
#include "vote/check_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "foundation/in_parallel.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

__extension__ using Wide = __int128;

Finding inconsistent(std::string what) { return {Reason::vote_count_inconsistent, std::move(what)}; }

// Side by side, since each looks at everything; the findings stay in the order of the questions.
Findings found_by_all(std::size_t count, const std::function<Findings(std::size_t)>& question) {
  std::vector<Findings> answers(count);
  in_parallel(count, processor_count(), [&](std::size_t i) { answers[i] = question(i); });
  Findings all;
  for (auto& answer : answers) append(all, std::move(answer));
  return all;
}

std::set<std::string> references_of(const CountInput& input, Findings& findings) {
  std::set<std::string> references;
  const auto add = [&](std::string reference) {
    const auto [place, is_new] = references.insert(std::move(reference));
    if (!is_new) findings.push_back(inconsistent(fmt::format("{} is there twice", printable(*place))));
  };
  for (const auto& logged : input.electronic) add(fmt::format("log/{}", logged.index));
  for (const auto& logged : input.carried) add(fmt::format("carried/{}", logged.index));
  for (const auto& paper : input.paper) add("paper/" + paper.number);
  for (const auto& paper : input.carried_paper) add("carried-paper/" + paper.number);
  for (const auto& attendee : input.attendance) add(fmt::format("attendance/{}", attendee.line));
  for (const auto& votes : input.room) add(fmt::format("room/{}", votes.line));
  return references;
}

void find_ballots_twice(const std::vector<LoggedForm>& log, std::set<std::string>& ballots, std::set<Bytes>& leaves,
                        Findings& findings) {
  for (const auto& logged : log) {
    const auto& id = logged.facts.ballot;
    const bool has_new_id = id.empty() || ballots.insert(id).second;
    if (leaves.insert(logged.leaf).second && has_new_id) continue;
    findings.push_back(inconsistent(fmt::format("entry {} has the leaf or the id of another one", logged.index)));
  }
}

// The shares of the register that somebody speaks for, and that may be voted with, holding by holding.
Wide shares_spoken_for(const Resolution& resolution, bool is_new, const Settlement& settlement,
                       const Register& shares) {
  Wide present = 0;
  for (const auto& part : settlement.participations) {
    if (!said_on(part, resolution, is_new, settlement)) continue;
    for (const auto& stated : part.form->holdings) {
      const auto* held = shares.holding(part.form->shareholder, stated.account, stated.isin);
      if (held && !is_deprived(*held, resolution)) present += std::min(held->shares, stated.shares.value_or(0));
    }
  }
  return present;
}

bool is_quorum_right(const QuorumTally& quorum, Wide present, Wide base) {
  if (quorum.present != present || quorum.base != base) return false;
  if (!quorum.fraction) return quorum.is_reached && quorum.required == 0;
  const auto& [numerator, denominator] = *quorum.fraction;
  const bool is_reached = present * denominator >= base * numerator;
  const bool is_least = Wide{quorum.required} * denominator >= base * numerator &&
                        Wide{quorum.required - 1} * denominator < base * numerator;
  return quorum.is_reached == is_reached && is_least;
}

}  // namespace

Findings each_input_has_one_disposition(const Tally& tally, const CountInput& input) {
  Findings findings;
  auto missing = references_of(input, findings);
  std::set<std::string> ballots;
  std::set<Bytes> leaves;
  find_ballots_twice(input.electronic, ballots, leaves, findings);
  find_ballots_twice(input.carried, ballots, leaves, findings);
  for (const auto& disposed : tally.inputs) {
    if (missing.erase(disposed.reference) == 1) continue;
    findings.push_back(inconsistent(printable(disposed.reference) + " has a disposition too many"));
  }
  for (const auto& reference : missing) findings.push_back(inconsistent(printable(reference) + " has no disposition"));
  return findings;
}

Findings each_ballot_was_opened(const CountInput& input) {
  Findings findings;
  for (const auto* log : {&input.electronic, &input.carried}) {
    for (const auto& logged : *log) {
      const bool holds_form = logged.facts.kind == DecisionKind::ballot || logged.facts.kind == DecisionKind::mandate;
      if (!holds_form || logged.form) continue;
      findings.push_back({Reason::vote_ballot_unopened, fmt::format("entry {}", logged.index)});
    }
  }
  return findings;
}

Findings what_is_replaced_is_in_the_log(const CountInput& input) {
  std::set<std::string_view> ballots;
  for (const auto& logged : input.carried) ballots.insert(logged.facts.ballot);
  for (const auto& logged : input.electronic) ballots.insert(logged.facts.ballot);
  Findings findings;
  for (const auto& logged : input.electronic) {
    const auto& earlier = logged.facts.supersedes;
    if (earlier.empty() || ballots.contains(earlier)) continue;
    findings.push_back(inconsistent(fmt::format("entry {} replaces one that is not in the log", logged.index)));
  }
  return findings;
}

Findings no_holding_counts_twice(const Settlement& settlement, const Register& shares) {
  std::map<const Holding*, Wide> used;
  for (const auto& part : settlement.participations) {
    for (const auto& stated : part.form->holdings) {
      const auto* held = shares.holding(part.form->shareholder, stated.account, stated.isin);
      if (held) used[held] += std::min(held->shares, stated.shares.value_or(0));
    }
  }
  Findings findings;
  for (const auto& [held, parts] : used) {
    if (parts > held->shares) findings.push_back(inconsistent("a holding counts with more shares than it has"));
  }
  return findings;
}

Findings quorum_is_recomputed(const Tally& tally, const Settlement& settlement, const CountInput& input) {
  const auto resolutions = resolutions_of(input);
  if (resolutions.size() != tally.resolutions.size()) return {inconsistent("the agenda has another length")};
  return found_by_all(resolutions.size(), [&](std::size_t i) -> Findings {
    const auto& [resolution, status, is_new] = resolutions[i];
    if (status != ResolutionStatus::voted) return {};
    const auto present = shares_spoken_for(*resolution, is_new, settlement, input.shares);
    Wide base = 0;
    for (const auto& held : input.shares.holdings()) base += is_deprived(held, *resolution) ? 0 : held.shares;
    if (is_quorum_right(tally.resolutions[i].quorum, present, base)) return {};
    return {inconsistent(fmt::format("resolution '{}': the quorum", printable(resolution->label)))};
  });
}

Findings ways_add_up(const Tally& tally) {
  Findings findings;
  for (const auto& resolution : tally.resolutions) {
    Figures sum;
    for (const auto& figures : resolution.ways) sum += figures;
    const bool is_sum = sum == resolution.total && resolution.majority.cast == sum.in_favour + sum.against &&
                        resolution.majority.obtained == sum.in_favour;
    if (!is_sum) findings.push_back(inconsistent(fmt::format("resolution '{}': sums", printable(resolution.label))));
  }
  Present sum;
  for (const auto& way : tally.present) {
    sum.participations += way.participations;
    sum.shares += way.shares;
    sum.votes += way.votes;
  }
  if (sum != tally.all_present) findings.push_back(inconsistent("the attendance: sums"));
  return findings;
}

Findings votes_are_within_the_register(const Tally& tally, const CountInput& input) {
  const auto totals = input.shares.totals();
  Findings findings;
  for (const auto& resolution : tally.resolutions) {
    const auto& total = resolution.total;
    const Wide votes = Wide{total.in_favour} + total.against + total.abstain + total.unusable;
    if (votes <= totals.votes && total.shares_present <= totals.shares_with_vote) continue;
    findings.push_back(inconsistent(fmt::format("resolution '{}': too many votes", printable(resolution.label))));
  }
  return findings;
}

Findings check_tally(const Tally& tally, const Settlement& settlement, const CountInput& input) {
  const std::array<std::function<Findings()>, 7> checks = {
      [&] { return quorum_is_recomputed(tally, settlement, input); },
      [&] { return each_input_has_one_disposition(tally, input); },
      [&] { return each_ballot_was_opened(input); },
      [&] { return what_is_replaced_is_in_the_log(input); },
      [&] { return no_holding_counts_twice(settlement, input.shares); },
      [&] { return ways_add_up(tally); },
      [&] { return votes_are_within_the_register(tally, input); }};
  return found_by_all(checks.size(), [&](std::size_t i) { return checks[i](); });
}

}  // namespace sceau
