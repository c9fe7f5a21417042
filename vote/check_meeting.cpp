// SPDX-License-Identifier: Apache-2.0
#include "vote/check_meeting.h"

#include <fmt/format.h>

#include <algorithm>

#include "vote/check_agenda.h"
#include "vote/check_cutoffs.h"

namespace sceau {
namespace {

using std::chrono::local_days;

void require(Findings& findings, bool holds, std::string_view what) {
  if (!holds) findings.push_back({Reason::vote_meeting_incomplete, std::string(what)});
}

bool is_siren(std::string_view text) {
  return text.size() == 9 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Findings description_is_complete(const Meeting& meeting) {
  Findings findings;
  require(findings, !meeting.issuer.name.empty(), "issuer.name is empty");
  require(findings, !meeting.issuer.seat.empty(), "issuer.seat is empty: paper forms go there");
  require(findings, is_siren(meeting.issuer.siren), "issuer.siren must be nine digits");
  require(findings, !meeting.place.empty(), "meeting.place is empty");
  require(findings, !meeting.issuer.is_listed || !meeting.issuer.isin.empty(), "issuer.isin: a listed company has one");
  return findings;
}

// L13: one origin, and nothing else on it.
Findings site_is_devoted_to_the_vote(const Meeting& meeting) {
  constexpr std::string_view scheme = "https://";
  const std::string_view origin = meeting.origin;
  if (origin.empty()) return {{Reason::vote_meeting_incomplete, "meeting.origin is empty"}};
  const bool is_origin = origin.starts_with(scheme) && origin.size() > scheme.size() &&
                         origin.substr(scheme.size()).find_first_of("/?#@ ") == std::string_view::npos;
  if (is_origin) return {};
  return {legal_finding(Reason::vote_origin_shared, LegalRule::L13,
                        "meeting.origin must be https:// and a host alone, without a path")};
}

Findings articles_allow_electronic_vote(const Articles& articles) {
  if (!articles.allow_electronic_vote) {
    return {legal_finding(Reason::vote_articles_irregular, LegalRule::L13,
                          "articles.allow_electronic_vote is false: without the clause there is no electronic vote")};
  }
  if (!articles.electronic_vote_reference.empty()) return {};
  return {legal_finding(Reason::vote_articles_irregular, LegalRule::L13,
                        "articles.electronic_vote_reference does not name the clause")};
}

Findings simple_signature_is_defined(const Articles& articles) {
  if (!articles.allow_simple_signature) return {};
  if (!articles.simple_signature_reference.empty() && !articles.identification_process.empty()) return {};
  return {legal_finding(Reason::vote_articles_irregular, LegalRule::L11,
                        "a simple signature needs both its clause and the identification process it defines: "
                        "articles.simple_signature_reference and articles.identification_process")};
}

Findings mode_change_has_its_clause(const Articles& articles) {
  if (!articles.allow_mode_change || !articles.mode_change_reference.empty()) return {};
  return {legal_finding(Reason::vote_articles_irregular, LegalRule::L34,
                        "articles.mode_change_reference does not name the clause")};
}

// L40: only unlisted companies may set a quorum, and only a higher one than a fifth on the first call.
Findings quorum_is_not_lowered(const Meeting& meeting) {
  const auto& [first, second] = std::pair(meeting.articles.first_quorum, meeting.articles.second_quorum);
  if (!first && !second) return {};
  if (meeting.issuer.is_listed) {
    return {
        legal_finding(Reason::vote_articles_irregular, LegalRule::L40, "a listed company sets no quorum of its own")};
  }
  if (!first || 5 * first->numerator >= first->denominator) return {};
  return {legal_finding(Reason::vote_articles_irregular, LegalRule::L40, "articles.first_quorum is below a fifth")};
}

Findings record_rule_fits_the_company(const Meeting& meeting) {
  if (!meeting.issuer.is_listed || meeting.articles.record_rule == RecordRule::second_business_day) return {};
  return {legal_finding(Reason::vote_record_rule_irregular, LegalRule::L30,
                        "articles.record_rule of a listed company is \"second-business-day\"")};
}

Findings convened_in_time(const Meeting& meeting) {
  const int days_needed = meeting.convocation.call == 1 ? 15 : 10;
  if (!meeting.convocation.sent) {
    return {{Reason::vote_meeting_incomplete, "convocation.sent, the date on which the convocation goes out"}};
  }
  const auto days = (local_days(meeting.date()) - local_days(*meeting.convocation.sent)).count();
  if (days >= days_needed) return {};
  return {legal_finding(Reason::vote_convocation_irregular, LegalRule::L59,
                        fmt::format("convened {} days before the meeting, at least {} are needed", days, days_needed))};
}

bool is_extraordinary(MeetingKind kind) { return kind == MeetingKind::extraordinary || kind == MeetingKind::mixed; }

Findings later_call_follows_its_predecessor(const Meeting& meeting) {
  const auto& [sent, call, predecessor] = meeting.convocation;
  if ((call > 1) != predecessor.has_value()) {
    return {{Reason::vote_convocation_irregular, "a later call, and no other, names its predecessor"}};
  }
  if (!predecessor) return {};
  if (local_days(meeting.date()) <= local_days(predecessor->date)) {
    return {{Reason::vote_convocation_irregular, "the predecessor must lie before the meeting"}};
  }
  auto latest = predecessor->date + std::chrono::months(2);
  if (!latest.ok()) latest = latest.year() / latest.month() / std::chrono::last;
  if (!is_extraordinary(meeting.kind) || local_days(meeting.date()) <= local_days(latest)) return {};
  return {legal_finding(Reason::vote_convocation_irregular, LegalRule::L41,
                        fmt::format("the second meeting must be held by {}", to_text(latest)))};
}

Findings bureau_can_open_the_urn(const Bureau& bureau) {
  auto sorted = bureau.scrutineers;
  std::ranges::sort(sorted);
  const auto count = static_cast<std::int64_t>(sorted.size());
  if (std::ranges::adjacent_find(sorted) != sorted.end()) {
    return {{Reason::vote_bureau_irregular, "the same certificate is named twice"}};
  }
  if (1 <= bureau.threshold && bureau.threshold <= count) return {};
  return {{Reason::vote_bureau_irregular,
           fmt::format("bureau.threshold is {} of {} scrutineers", bureau.threshold, count)}};
}

}  // namespace

Finding legal_finding(Reason reason, LegalRule rule, std::string_view what) {
  return {reason, fmt::format("{} [{}]", what, citation(rule))};
}

bool must_serve_form(CalendarDay requested, CalendarDay meeting_date) {
  return (local_days(meeting_date) - local_days(requested)).count() >= 6;
}

MeetingCheck check_meeting(const Meeting& meeting, const ZoneDatabase& database) {
  MeetingCheck check;
  append(check.defects, description_is_complete(meeting));
  append(check.defects, articles_allow_electronic_vote(meeting.articles));
  append(check.defects, site_is_devoted_to_the_vote(meeting));
  append(check.defects, simple_signature_is_defined(meeting.articles));
  append(check.defects, mode_change_has_its_clause(meeting.articles));
  append(check.defects, quorum_is_not_lowered(meeting));
  append(check.defects, record_rule_fits_the_company(meeting));
  append(check.defects, convened_in_time(meeting));
  append(check.defects, later_call_follows_its_predecessor(meeting));
  append(check.defects, bureau_can_open_the_urn(meeting.bureau));
  append(check, check_cutoffs(meeting, database));
  append(check, check_agenda(meeting));
  return check;
}

}  // namespace sceau
