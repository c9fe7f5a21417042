// SPDX-License-Identifier: Apache-2.0
#include "vote/proxy.h"

#include <algorithm>

namespace sceau {
namespace {

bool decides_as_extraordinary(MeetingKind kind) { return kind == MeetingKind::extraordinary; }

Vote vote_by_proxy(ProxyKind kind) { return kind == ProxyKind::named ? Vote::named : Vote::chair; }

}  // namespace

Vote vote_of_blank_proxy(const Resolution& resolution) {
  const bool is_boards = resolution.author == Author::board || resolution.recommendation == Recommendation::vote_for;
  return is_boards ? Vote::in_favour : Vote::against;
}

ResolutionChoice choice_on(const Form& form, std::string_view label) {
  const auto found = std::ranges::find(form.choices, label, &ResolutionChoice::label);
  if (found != form.choices.end()) return *found;
  return {.label = std::string(label), .vote = form.proxy ? vote_by_proxy(form.proxy->kind) : Vote::abstain};
}

bool proxy_covers(const ProxyMeeting& given_for, const ProxyMeeting& used_in) {
  if (given_for.agenda == used_in.agenda && given_for.kind == used_in.kind) {
    return std::chrono::sys_days(used_in.date) >= std::chrono::sys_days(given_for.date);
  }
  const bool are_both_kinds = decides_as_extraordinary(given_for.kind) != decides_as_extraordinary(used_in.kind) &&
                              given_for.kind != MeetingKind::special && used_in.kind != MeetingKind::special;
  const auto distance = std::chrono::sys_days(used_in.date) - std::chrono::sys_days(given_for.date);
  return are_both_kinds && std::chrono::abs(distance) <= std::chrono::days(15);
}

bool proxy_has_lapsed(ConflictOfInterest conflict) { return conflict == ConflictOfInterest::disclosed; }

}  // namespace sceau
