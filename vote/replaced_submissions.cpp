// SPDX-License-Identifier: Apache-2.0
#include "vote/replaced_submissions.h"

#include <map>

namespace sceau {
namespace {

// The voter of an entry, as far as anything tells: the id, or else the keyed tag, which is good in one log only.
std::string voter_of(const Submission& submission) {
  if (submission.form) return "id " + submission.form->shareholder;
  const auto& logged = *submission.logged();
  return logged.shareholder.empty() ? "" : "id " + logged.shareholder;
}

bool is_of_same_voter(const Submission& one, const Submission& other) {
  const auto first = voter_of(one), second = voter_of(other);
  if (!first.empty() && !second.empty()) return first == second;
  const auto& tag = one.logged()->facts.shareholder;
  return one.is_carried == other.is_carried && !tag.empty() && tag == other.logged()->facts.shareholder;
}

bool is_standing_mandate(const Submission& submission) {
  return submission.logged() && !submission.outcome && submission.logged()->facts.kind == DecisionKind::mandate;
}

// What the entry names as replaced; a revocation that names nothing means the newest mandate of its voter.
std::optional<std::size_t> replaced_by(std::size_t later, const std::vector<Submission>& submissions,
                                       const std::map<std::string_view, std::size_t>& by_ballot) {
  const auto& facts = submissions[later].logged()->facts;
  if (const auto named = by_ballot.find(facts.supersedes); named != by_ballot.end() && named->second < later) {
    return named->second;
  }
  if (facts.kind != DecisionKind::revocation || !facts.supersedes.empty()) return std::nullopt;
  for (auto i = later; i-- > 0;) {
    if (is_standing_mandate(submissions[i]) && is_of_same_voter(submissions[i], submissions[later])) return i;
  }
  return std::nullopt;
}

bool stands(const Submission& submission) {
  return !submission.outcome || submission.outcome->disposition == Disposition::applied ||
         submission.outcome->disposition == Disposition::superseded;
}

}  // namespace

void end_what_was_replaced(std::vector<Submission>& submissions) {
  std::map<std::string_view, std::size_t> by_ballot;
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    const auto* logged = submissions[i].logged();
    if (logged && !logged->facts.ballot.empty()) by_ballot.emplace(logged->facts.ballot, i);
  }
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    if (!submissions[i].logged() || !stands(submissions[i])) continue;
    const auto earlier = replaced_by(i, submissions, by_ballot);
    if (!earlier || submissions[*earlier].outcome) continue;
    const bool is_revocation = submissions[i].logged()->facts.kind == DecisionKind::revocation;
    submissions[*earlier].outcome =
        Outcome{.disposition = is_revocation ? Disposition::revoked : Disposition::superseded,
                .rule = is_revocation ? LegalRule::L22 : LegalRule::L34,
                .other = submissions[i].reference};
  }
}

}  // namespace sceau
