// SPDX-License-Identifier: Apache-2.0
#include "vote/check_cutoffs.h"

#include <fmt/format.h>

namespace sceau {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;

LocalTime legal_close(const Meeting& meeting) { return local_days(meeting.date()) - days(1) + hours(15); }

MeetingCheck only_defect(Finding finding) { return {{std::move(finding)}, {}}; }
MeetingCheck only_warning(Finding finding) { return {{}, {std::move(finding)}}; }

// D16: never later than the law's 15:00; earlier only where the articles have it.
MeetingCheck electronic_close(const Meeting& meeting) {
  const auto& cutoffs = meeting.cutoffs;
  if (!cutoffs.closes || *cutoffs.closes == legal_close(meeting)) return {};
  if (*cutoffs.closes > legal_close(meeting)) {
    return only_defect(legal_finding(Reason::vote_cutoff_irregular, LegalRule::L1,
                                     "cutoffs.closes is later than 15:00 in Paris on the day before the meeting"));
  }
  if (cutoffs.closes_reference.empty()) {
    return only_defect(legal_finding(
        Reason::vote_cutoff_irregular, LegalRule::L1,
        "cutoffs.closes is earlier than 15:00 on the day before: cutoffs.closes_reference must name the clause"));
  }
  return only_warning(
      legal_finding(Reason::vote_cutoff_irregular, LegalRule::L1, "cutoffs.closes is earlier than the law has it"));
}

MeetingCheck opening(const Meeting& meeting) {
  const auto& cutoffs = meeting.cutoffs;
  if (!cutoffs.opens || *cutoffs.opens < cutoffs.closes.value_or(legal_close(meeting))) return {};
  return only_defect({Reason::vote_cutoff_irregular, "cutoffs.opens is not before the close"});
}

// D8: no grace without a legal basis; with one it is printed in the results.
MeetingCheck grace(const Cutoffs& cutoffs) {
  if (cutoffs.grace_seconds == 0) return {};
  if (cutoffs.grace_reference.empty()) {
    return only_defect(legal_finding(Reason::vote_cutoff_irregular, LegalRule::L1,
                                     "cutoffs.grace_seconds needs its legal basis in cutoffs.grace_reference"));
  }
  return only_warning(
      legal_finding(Reason::vote_cutoff_irregular, LegalRule::L1, "ballots are taken after 15:00 (grace_seconds)"));
}

// L2: not earlier than three days before, or fewer where the articles say so. L3: whether the "délai franc" makes it
// the fourth day is disputed, so that one is a warning.
MeetingCheck paper_cut_off(const Meeting& meeting) {
  if (!meeting.cutoffs.paper) {
    return only_defect(legal_finding(Reason::vote_meeting_incomplete, LegalRule::L9,
                                     "cutoffs.paper: the form states the date by which paper forms must be received"));
  }
  const auto before = (local_days(meeting.date()) - local_days(*meeting.cutoffs.paper)).count();
  const auto allowed = meeting.articles.paper_cutoff_days.value_or(3);
  if (before < 0) return only_defect({Reason::vote_cutoff_irregular, "cutoffs.paper is after the meeting"});
  if (before > allowed + 1) {
    return only_defect(legal_finding(
        Reason::vote_cutoff_irregular, LegalRule::L2,
        fmt::format("cutoffs.paper is {} days before the meeting, and may be {} at most", before, allowed)));
  }
  if (before <= allowed) return {};
  return only_warning(legal_finding(Reason::vote_cutoff_irregular, LegalRule::L3,
                                    fmt::format("cutoffs.paper is {} days before the meeting, which holds only if the "
                                                "days are counted as clear days",
                                                before)));
}

MeetingCheck proxy_cut_off(const Meeting& meeting) {
  if (!meeting.cutoffs.proxies || *meeting.cutoffs.proxies <= legal_close(meeting)) return {};
  return only_defect(legal_finding(Reason::vote_cutoff_irregular, LegalRule::L26,
                                   "cutoffs.proxies is later than 15:00 in Paris on the day before the meeting"));
}

// A meeting far from Paris has its date by its own calendar and its close by the clock of Paris.
MeetingCheck distance_to_the_start(const Meeting& meeting, const ZoneDatabase& database) {
  const auto starts = at_wall_time(meeting.starts, meeting.zone, database);
  if (!starts) {
    return only_defect({Reason::vote_meeting_incomplete, fmt::format("meeting.zone: {}", starts.error().detail)});
  }
  const auto closes = voting_deadline(meeting.date(), database);
  if (!closes) return only_defect({closes.error().reason, closes.error().detail});
  const auto distance = from_close_to_start(*closes, *starts);
  if (meeting.cutoffs.distance_is_confirmed || (hours(12) <= distance && distance <= hours(48))) return {};
  return only_defect(
      legal_finding(Reason::vote_start_unconfirmed, LegalRule::L1,
                    fmt::format("the vote closes at {}, and the meeting starts at {}, {} hours later",
                                to_rfc3339(closes->utc), to_rfc3339(starts->utc), distance.count() / 3600)));
}

}  // namespace

MeetingCheck check_cutoffs(const Meeting& meeting, const ZoneDatabase& database) {
  MeetingCheck check;
  append(check, electronic_close(meeting));
  append(check, opening(meeting));
  append(check, grace(meeting.cutoffs));
  append(check, paper_cut_off(meeting));
  append(check, proxy_cut_off(meeting));
  append(check, distance_to_the_start(meeting, database));
  return check;
}

}  // namespace sceau
