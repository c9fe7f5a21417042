// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "verifier/audit/voting_window.h"

namespace sceau::audit {
namespace {

constexpr std::string_view too_late = "vote.deadline_passed";

void blame(Reason reason, const Decision& decision, const std::string& what, FindingList& findings) {
  findings.add(reason, fmt::format("log/entries.tsv: entry {}: {}", decision.index, what));
}

// Proxies may close at another hour than ballots. Of a refusal nobody says which it was; nor has the form of a
// revocation a kind.
void deadline_is_the_frozen_one(const Decision& decision, const FrozenMeeting& frozen, FindingList& findings) {
  const auto ballots = frozen.closes.utc, proxies = frozen.proxies.utc;
  const bool may_be_of_ballots = decision.type != EntryType::mandate;
  const bool may_be_of_proxies = decision.type != EntryType::ballot;
  if (may_be_of_ballots && decision.deadline == ballots) return;
  if (may_be_of_proxies && decision.deadline == proxies) return;
  blame(Reason::audit_entry, decision,
        fmt::format("/deadline is {}, but must be {}", to_rfc3339(decision.deadline),
                    to_rfc3339(may_be_of_ballots ? ballots : proxies)),
        findings);
}

// D9: within the uncertainty of a doubtful clock nobody is refused as late.
void late_was_late(const Decision& decision, const AuditedMeeting& meeting, FindingList& findings) {
  if (decision.type != EntryType::refusal || decision.reason != too_late) return;
  auto as_judged = decision;
  as_judged.type = decision.deadline == meeting.frozen.closes.utc ? EntryType::ballot : EntryType::mandate;
  if (arrival_of(as_judged, std::nullopt, meeting) == Arrival::late) return;
  blame(Reason::audit_admission, decision,
        fmt::format("refused as late, but received at {}, and the close was {}", to_rfc3339(decision.received_at),
                    to_rfc3339(decision.deadline)),
        findings);
}

class BallotIds {
 public:
  BallotIds(const std::vector<Decision>& decisions, bool may_be_of_elsewhere, FindingList& findings)
      : may_be_of_elsewhere_(may_be_of_elsewhere), findings_(findings) {
    for (const auto& decision : decisions) note(decision);
  }

  // A revocation may be of a mandate that another meeting carries over.
  void target_is_of_the_voter(const Decision& decision) const {
    if (!decision.supersedes) return;
    const auto target = decisions_.find(*decision.supersedes);
    if (target == decisions_.end() && may_be_of_elsewhere_) return;
    if (target == decisions_.end() || !came_before(*target->second, decision)) {
      blame(Reason::audit_entry, decision, "/supersedes names nothing that came before", findings_);
    } else if (target->second->voter != decision.voter) {
      blame(Reason::audit_entry, decision, "/supersedes names the ballot of somebody else", findings_);
    }
  }

 private:
  static bool came_before(const Decision& one, const Decision& other) {
    return comes_before({one.index, one.received_at}, {other.index, other.received_at});
  }

  void note(const Decision& decision) {
    if (!decision.ballot) return;
    if (decision.type == EntryType::refusal) {
      return blame(Reason::audit_entry, decision, "a refusal with a /ballot", findings_);
    }
    if (!decisions_.emplace(*decision.ballot, &decision).second) {
      blame(Reason::audit_entry, decision, "/ballot is that of an earlier entry", findings_);
    }
  }

  bool may_be_of_elsewhere_;
  FindingList& findings_;
  std::map<BallotId, const Decision*> decisions_;
};

}  // namespace

void check_decisions(const BundleFiles& files, const DecisionInputs& inputs, FindingList& findings) {
  const BallotIds ids(inputs.log.decisions, !files.names_in("carried/").empty(), findings);
  for (const auto& decision : inputs.log.decisions) {
    deadline_is_the_frozen_one(decision, inputs.meeting.frozen, findings);
    late_was_late(decision, inputs.meeting, findings);
    ids.target_is_of_the_voter(decision);
  }
}

void check_openings(const AuditedMeeting& meeting, const AuditedLog& log, std::size_t documents,
                    FindingList& findings) {
  const auto scrutineers = static_cast<std::int64_t>(meeting.settings.scrutineers);
  for (const auto& opening : log.acts.openings) {
    const auto add = [&](const std::string& what) {
      findings.add(Reason::audit_opening, fmt::format("log/entries.tsv: entry {}: {}", opening.index, what));
    };
    if (opening.urn != meeting.frozen.urn) add("/urn_sha256 is of another urn");
    std::set<std::int64_t> openers(opening.scrutineers.begin(), opening.scrutineers.end());
    const auto strangers =
        std::erase_if(openers, [&](std::int64_t number) { return number < 1 || number > scrutineers; });
    if (strangers > 0) add("/scrutineers names somebody who is none");
    if (static_cast<std::int64_t>(openers.size()) < meeting.settings.threshold) {
      add(fmt::format("/scrutineers names {}, but it takes {} to open the urn", openers.size(),
                      meeting.settings.threshold));
    }
    if (opening.forms != static_cast<std::int64_t>(documents)) {
      add(fmt::format("/forms says {}, but the packs hold {}", opening.forms, documents));
    }
  }
  if (log.acts.openings.empty() && documents > 0) {
    findings.add(Reason::audit_opening, "log/entries.tsv: no entry says who opened the urn");
  }
}

}  // namespace sceau::audit
