// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/replaced_submissions.h"

#include <tuple>

namespace sceau::audit {
namespace {

// The same shareholder, of the form or known by the tag; where an id is missing, the same tag in the same log.
class VoterIndex {
 public:
  void add_mandate(std::size_t place, const Submission& submission) {
    if (!submission.shareholder.empty()) by_id_[submission.shareholder].push_back(place);
    by_tag_[{submission.home, submission.decision->voter}].push_back(place);
  }

  // The newest mandate of the same voter that stands.
  std::optional<std::size_t> newest_standing(const Submission& revocation, const std::vector<Submission>& all) const {
    std::optional<std::size_t> newest;
    if (const auto ids = by_id_.find(revocation.shareholder); ids != by_id_.end()) take(ids->second, all, newest);
    const auto tags = by_tag_.find({revocation.home, revocation.decision->voter});
    if (tags == by_tag_.end()) return newest;
    for (const auto place : tags->second) {
      const bool is_id_missing = revocation.shareholder.empty() || all[place].shareholder.empty();
      if (is_id_missing && !all[place].is_settled() && place >= newest.value_or(0)) newest = place;
    }
    return newest;
  }

 private:
  static void take(const std::vector<std::size_t>& places, const std::vector<Submission>& all,
                   std::optional<std::size_t>& newest) {
    for (const auto place : places) {
      if (!all[place].is_settled() && place >= newest.value_or(0)) newest = place;
    }
  }

  std::map<std::string_view, std::vector<std::size_t>> by_id_;
  std::map<std::pair<std::size_t, Hash>, std::vector<std::size_t>> by_tag_;
};

class Replacing {
 public:
  explicit Replacing(std::vector<Submission>& all) : all_(all), superseded_here_(all.size(), false) {}

  void run() {
    for (std::size_t place = 0; place < all_.size(); ++place) {
      if (all_[place].decision == nullptr) continue;
      if (may_end_another(place)) end_target_of(place);
      note(place);
    }
  }

 private:
  bool is_revocation(std::size_t place) const { return all_[place].decision->type == EntryType::revocation; }

  bool may_end_another(std::size_t place) const {
    return !all_[place].is_settled() || is_revocation(place) || superseded_here_[place];
  }

  std::optional<std::size_t> target_of(std::size_t place) const {
    const auto& named = all_[place].decision->supersedes;
    if (!named) {
      return is_revocation(place) ? mandates_.newest_standing(all_[place], all_) : std::nullopt;
    }
    const auto target = by_ballot_.find(*named);
    return target == by_ballot_.end() ? std::nullopt : std::optional(target->second);
  }

  void end_target_of(std::size_t place) {
    const auto target = target_of(place);
    if (!target || all_[*target].is_settled()) return;
    const bool is_revoked = is_revocation(place);
    superseded_here_[*target] = !is_revoked;
    all_[*target].outcome = is_revoked ? Outcome{Disposition::revoked, "", "L22", place}
                                       : Outcome{Disposition::superseded, "", "L34", place};
  }

  void note(std::size_t place) {
    const auto& decision = *all_[place].decision;
    if (decision.ballot) by_ballot_.emplace(*decision.ballot, place);
    if (decision.type == EntryType::mandate) mandates_.add_mandate(place, all_[place]);
  }

  std::vector<Submission>& all_;
  std::vector<bool> superseded_here_;
  std::map<BallotId, std::size_t> by_ballot_;
  VoterIndex mandates_;
};

}  // namespace

void end_replaced(std::vector<Submission>& submissions) { Replacing(submissions).run(); }

}  // namespace sceau::audit
