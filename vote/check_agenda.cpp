// SPDX-License-Identifier: Apache-2.0
#include "vote/check_agenda.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// Labels stand in forms, addresses of findings and column headings: short, of printable characters, no edge spaces.
bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 20 && label.front() != ' ' && label.back() != ' ' &&
         std::ranges::none_of(label, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void labels_are_unique(const std::vector<Resolution>& agenda, Findings& defects) {
  std::set<std::string_view> seen;
  for (const auto& resolution : agenda) {
    if (!is_label(resolution.label)) {
      defects.push_back({Reason::vote_agenda_irregular, fmt::format("'{}' is no label", printable(resolution.label))});
    } else if (!seen.insert(resolution.label).second) {
      defects.push_back(legal_finding(Reason::vote_agenda_irregular, LegalRule::L7,
                                      fmt::format("resolution '{}' is there twice", resolution.label)));
    }
  }
}

void texts_are_complete(const Resolution& resolution, MeetingCheck& check) {
  if (resolution.title.french.empty() || resolution.text.french.empty()) {
    check.defects.push_back(
        legal_finding(Reason::vote_agenda_irregular, LegalRule::L9,
                      fmt::format("resolution '{}' needs its title and its text in French", resolution.label)));
  }
  if (resolution.reasons.french.empty()) {
    check.warnings.push_back(legal_finding(Reason::vote_agenda_irregular, LegalRule::L9,
                                           fmt::format("resolution '{}' has no reasons", resolution.label)));
  }
  if (resolution.title.english.empty() || resolution.text.english.empty()) {
    check.warnings.push_back(
        {Reason::vote_agenda_irregular,
         fmt::format("resolution '{}' has no English text; the English page shows the French one", resolution.label)});
  }
}

bool may_decide(MeetingKind meeting, ResolutionKind resolution) {
  switch (meeting) {
    case MeetingKind::ordinary: return resolution == ResolutionKind::ordinary;
    case MeetingKind::extraordinary:
      return resolution == ResolutionKind::extraordinary || resolution == ResolutionKind::reserves_increase;
    case MeetingKind::mixed: return resolution != ResolutionKind::special;
    case MeetingKind::special: return resolution == ResolutionKind::special;
  }
  return false;
}

void meeting_may_decide(const Meeting& meeting, const Resolution& resolution, Findings& defects) {
  if (may_decide(meeting.kind, resolution.kind)) return;
  const auto rule = resolution.kind == ResolutionKind::special ? LegalRule::L42 : LegalRule::L41;
  defects.push_back(legal_finding(Reason::vote_agenda_irregular, rule,
                                  fmt::format("resolution '{}' is {}, which this kind of meeting does not decide",
                                              resolution.label, word_of(resolution_kind_words, resolution.kind))));
}

// L12
void forms_carry_over(const Meeting& meeting, Findings& warnings) {
  const auto& predecessor = meeting.convocation.predecessor;
  const auto hash = agenda_hash(meeting.agenda);
  if (!predecessor || (hash && hex_lower(*hash) == predecessor->agenda_hash)) return;
  warnings.push_back(legal_finding(Reason::vote_agenda_irregular, LegalRule::L12,
                                   "the agenda is not that of the predecessor, so its forms are not carried over"));
}

}  // namespace

MeetingCheck check_agenda(const Meeting& meeting) {
  MeetingCheck check;
  const bool has_vote =
      std::ranges::any_of(meeting.agenda, [](const Resolution& each) { return !each.is_information_only; });
  if (!has_vote) {
    check.defects.push_back(
        legal_finding(Reason::vote_agenda_irregular, LegalRule::L7, "there is no resolution to vote on"));
  }
  labels_are_unique(meeting.agenda, check.defects);
  for (const auto& resolution : meeting.agenda) {
    texts_are_complete(resolution, check);
    meeting_may_decide(meeting, resolution, check.defects);
  }
  forms_carry_over(meeting, check.warnings);
  return check;
}

}  // namespace sceau
