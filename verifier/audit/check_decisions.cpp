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
  explicit BallotIds(bool may_be_of_elsewhere) : may_be_of_elsewhere_(may_be_of_elsewhere) {}

  void check(const Decision& decision, FindingList& findings) {
    if (decision.supersedes) target_is_of_the_voter(decision, findings);
    if (!decision.ballot) return;
    if (decision.type == EntryType::refusal)
      return blame(Reason::audit_entry, decision, "a refusal with a /ballot", findings);
    if (!voters_.emplace(*decision.ballot, decision.voter).second) {
      blame(Reason::audit_entry, decision, "/ballot is that of an earlier entry", findings);
    }
  }

 private:
  // A revocation may be of a mandate that another meeting carries over.
  void target_is_of_the_voter(const Decision& decision, FindingList& findings) const {
    const auto target = voters_.find(*decision.supersedes);
    if (target == voters_.end() && may_be_of_elsewhere_) return;
    if (target == voters_.end()) {
      blame(Reason::audit_entry, decision, "/supersedes names nothing that came before", findings);
    } else if (target->second != decision.voter) {
      blame(Reason::audit_entry, decision, "/supersedes names the ballot of somebody else", findings);
    }
  }

  bool may_be_of_elsewhere_;
  std::map<BallotId, Hash> voters_;
};

}  // namespace

void check_decisions(const BundleFiles& files, const DecisionInputs& inputs, FindingList& findings) {
  BallotIds ids(!files.names_in("carried/").empty());
  for (const auto& decision : inputs.log.decisions) {
    deadline_is_the_frozen_one(decision, inputs.meeting.frozen, findings);
    late_was_late(decision, inputs.meeting, findings);
    ids.check(decision, findings);
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
