// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/recount.h"

namespace sceau::audit {
namespace {

// L21: for what the board presents or approves, against everything else.
Vote vote_of_the_chair(const Resolution& resolution) {
  const bool is_of_the_board =
      resolution.author == Author::board || resolution.recommendation == Recommendation::for_it;
  return is_of_the_board ? Vote::for_it : Vote::against;
}

bool adds_up(const Split& split, std::int64_t votes) {
  return Wide{split.for_it} + split.against + split.abstain == votes;
}

Figures figures_of(const Choices::Said& said, const Weight& weight, std::int64_t held_votes) {
  Figures figures{.shares_present = weight.shares, .excluded = held_votes - weight.votes};
  if (said.vote == Vote::for_it) {
    figures.for_it = weight.votes;
  } else if (said.vote == Vote::against) {
    figures.against = weight.votes;
  } else if (said.vote == Vote::abstain) {
    figures.abstain = weight.votes;
  } else if (said.vote == Vote::split && adds_up(said.split, weight.votes)) {
    figures.for_it = said.split.for_it;
    figures.against = said.split.against;
    figures.abstain = said.split.abstain;
  } else {
    figures.unusable = weight.votes;
  }
  return figures;
}

std::optional<Fraction> quorum_asked(const Resolution& resolution, const MeetingSettings& settings) {
  const bool is_first_call = settings.call == 1;
  switch (resolution.kind) {
    case ResolutionKind::ordinary:
      if (is_first_call) return settings.first_quorum.value_or(Fraction{1, 5});
      return settings.second_quorum;
    case ResolutionKind::reserves_increase: return is_first_call ? std::optional(Fraction{1, 5}) : std::nullopt;
    case ResolutionKind::extraordinary: return is_first_call ? Fraction{1, 4} : Fraction{1, 5};
    case ResolutionKind::special: return is_first_call ? Fraction{1, 3} : Fraction{1, 5};
  }
  return std::nullopt;
}

Majority majority_of(const Resolution& resolution) {
  const bool is_simple =
      resolution.kind == ResolutionKind::ordinary || resolution.kind == ResolutionKind::reserves_increase;
  return is_simple ? Majority::simple : Majority::two_thirds;
}

std::int64_t quorum_base(const Register& shares, const Resolution& resolution) {
  std::int64_t base = 0;
  for (const auto& holding : shares.holdings) {
    if (!shares.is_deprived(holding, resolution)) base += holding.shares;
  }
  return base;
}

std::int64_t rounded_up(Wide dividend, std::int64_t divisor) {
  return static_cast<std::int64_t>((dividend + divisor - 1) / divisor);
}

}  // namespace

Figures& Figures::operator+=(const Figures& more) {
  for_it += more.for_it;
  against += more.against;
  abstain += more.abstain;
  unusable += more.unusable;
  shares_present += more.shares_present;
  excluded += more.excluded;
  return *this;
}

bool Quorum::is_reached_with(std::int64_t shares) const { return shares >= required; }

bool has_majority(Majority rule, std::int64_t votes_for, std::int64_t votes_cast) {
  if (votes_cast == 0) return false;
  return rule == Majority::simple ? Wide{2} * votes_for > votes_cast : Wide{3} * votes_for >= Wide{2} * votes_cast;
}

std::int64_t votes_required(Majority rule, std::int64_t votes_cast) {
  if (votes_cast == 0) return 1;
  return rule == Majority::simple ? votes_cast / 2 + 1 : rounded_up(Wide{2} * votes_cast, 3);
}

Recount::Recount(const CountInputs& inputs) : inputs_(inputs), settlement_(settle(inputs)) {
  for (std::size_t i = 0; i < settlement_.room.size(); ++i) {
    const auto& line = inputs.counted.tables.room[i];
    if (settlement_.room[i].is_counted) room_[line.badge] = &line;
  }
  for (const auto& participation : settlement_.participations) {
    const auto& form = *settlement_.submissions[participation.members.front()].form;
    parts_.push_back(parts_of(form, inputs.counted.registers.last));
  }
  for (const auto& counted : resolutions_of(inputs.counted)) {
    results_.push_back({.counted = counted, .place = results_.size(), .total = {}, .quorum = {}});
  }
  for (auto& result : results_) {
    if (result.is_voted()) count_resolution(result);
  }
  count_attendance();
}

Choices::Said Recount::said_in_the_room(std::string_view badge, std::size_t resolution) const {
  const auto line = room_.find(badge);
  const auto said = line == room_.end() ? Choices::Said{} : line->second->choices.on(resolution);
  return said.vote == Vote::none ? Choices::Said{Vote::abstain} : said;
}

std::optional<Recount::Said> Recount::said_on(const Participation& participation, std::size_t resolution) const {
  const auto& first = settlement_.submissions[participation.members.front()];
  if (first.source == Source::attendance && !first.form->proxy) {
    return Said{Way::present, said_in_the_room(participation.badge, resolution)};
  }
  const auto& counted = *results_[resolution].counted.resolution;
  const auto voice = voice_of(participation, settlement_.submissions);
  const auto said = counted.is_raised ? Choices::Said{choice_on_raised(voice)} : choice_on(voice, resolution);
  if (said.vote == Vote::chair) return Said{Way::chair, {vote_of_the_chair(counted)}};
  if (said.vote != Vote::named) return Said{first.is_paper() ? Way::paper : Way::electronic, said};
  if (participation.badge.empty()) return std::nullopt;
  return Said{Way::proxy, said_in_the_room(participation.badge, resolution)};
}

std::optional<Contribution> Recount::contribution(std::size_t participation, std::size_t resolution) const {
  const auto said = said_on(settlement_.participations[participation], resolution);
  if (!said) return std::nullopt;
  const auto& parts = parts_[participation];
  const auto weight = weight_on(parts, inputs_.counted.registers.last, *results_[resolution].counted.resolution);
  return Contribution{said->way, figures_of(said->vote, weight, held(parts).votes)};
}

void Recount::count_resolution(ResolutionResult& result) const {
  const auto& resolution = *result.counted.resolution;
  for (std::size_t i = 0; i < settlement_.participations.size(); ++i) {
    if (!settlement_.participations[i].takes_part()) continue;
    const auto given = contribution(i, result.place);
    if (given) result.ways[static_cast<std::size_t>(given->way)] += given->figures;
  }
  for (const auto& figures : result.ways) result.total += figures;
  result.majority = majority_of(resolution);
  auto& quorum = result.quorum;
  quorum.fraction = quorum_asked(resolution, inputs_.counted.meeting.settings);
  quorum.base = quorum_base(inputs_.counted.registers.last, resolution);
  quorum.present = result.total.shares_present;
  if (quorum.fraction) {
    quorum.required = rounded_up(Wide{quorum.base} * quorum.fraction->numerator, quorum.fraction->denominator);
  }
}

// The first of chair, proxy, present that any resolution of the agenda gives; else as the submission came.
Way Recount::way_present(std::size_t participation) const {
  const auto& all = settlement_.participations[participation];
  for (const auto& result : results_) {
    if (!result.is_voted() || result.counted.resolution->is_raised) continue;
    const auto said = said_on(all, result.place);
    if (said && (said->way == Way::chair || said->way == Way::proxy || said->way == Way::present)) return said->way;
  }
  const auto& first = settlement_.submissions[all.members.front()];
  if (first.source == Source::attendance) return first.form->proxy ? Way::proxy : Way::present;
  return first.is_paper() ? Way::paper : Way::electronic;
}

void Recount::count_attendance() {
  for (std::size_t i = 0; i < settlement_.participations.size(); ++i) {
    if (!settlement_.participations[i].takes_part()) continue;
    auto& row = attendance_[static_cast<std::size_t>(way_present(i))];
    ++row.participations;
    row.weight += weight_at_all(parts_[i]);
  }
}

}  // namespace sceau::audit
