// SPDX-License-Identifier: Apache-2.0
#include "verifier/report_text.h"

#include <fmt/format.h>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

using Lines = std::vector<ReportLine>;
using Mood = ReportLine::Mood;

Mood mood_of(Indication indication) {
  switch (indication) {
    case Indication::total_passed: return Mood::good;
    case Indication::total_failed: return Mood::bad;
    case Indication::indeterminate: return Mood::unsure;
    case Indication::no_signature: return Mood::unsure;
  }
  return Mood::plain;
}

std::string describe(Reason reason, const std::string& detail) {
  const auto& row = row_of(reason);
  const auto words = detail.empty() ? "" : fmt::format(" ({})", printable(detail));
  return fmt::format("{}{} [{}]", row.sentence, words, row.stable_name);
}

std::string_view describe(Coverage coverage) {
  switch (coverage) {
    case Coverage::whole_document: return "the whole document";
    case Coverage::whole_revision: return "a whole revision of the document";
    case Coverage::partial: return "only a part of the document";
    case Coverage::none: return "nothing of the document";
  }
  return "";
}

std::string_view describe(ChangesAfter changes) {
  switch (changes) {
    case ChangesAfter::none: return "no changes after it";
    case ChangesAfter::lta: return "later changes only add validation data";
    case ChangesAfter::form_filling: return "later changes only add signatures or fill fields";
    case ChangesAfter::annotations: return "annotations were added later";
    case ChangesAfter::other: return "the document was changed later";
  }
  return "";
}

std::string headline(const SignatureEntry& entry) {
  const auto& verdict = entry.verdict;
  const auto sub = verdict.sub_indication ? fmt::format(" ({})", name_of(*verdict.sub_indication)) : "";
  const auto level = entry.level.empty() ? "" : fmt::format(", {}", entry.level);
  return fmt::format("  {} {}: {}{}{}", name_of(entry.kind), printable(entry.id), name_of(verdict.indication), sub,
                     level);
}

std::string describe_times(const SignatureEntry& entry) {
  const auto claimed = entry.claimed_time ? to_rfc3339(*entry.claimed_time) : "no time";
  if (!entry.verdict.proven) return fmt::format("claims {}, no time is proven", claimed);
  if (entry.kind == SignatureKind::document_timestamp)
    return fmt::format("proven at {}", to_rfc3339(*entry.verdict.proven));
  return fmt::format("claims {}, proven to exist at {}", claimed, to_rfc3339(*entry.verdict.proven));
}

void describe_signature(Lines& lines, const SignatureEntry& entry) {
  lines.push_back({mood_of(entry.verdict.indication), headline(entry)});
  const auto plain = [&](std::string text) { lines.push_back({Mood::plain, std::move(text)}); };
  plain(fmt::format("    signer:  {}", entry.signer ? printable(entry.signer->subject) : "not known"));
  plain(fmt::format("    time:    {}", describe_times(entry)));
  plain(fmt::format("    covers:  {}; {}", describe(entry.coverage), describe(entry.changes_after)));
  for (const auto& finding : entry.verdict.reasons) {
    plain(fmt::format("    reason:  {}", describe(finding.reason, finding.detail)));
    const auto hint = row_of(finding.reason).hint;
    if (!hint.empty()) plain(fmt::format("    hint:    {}", hint));
  }
}

}  // namespace

std::vector<ReportLine> report_text(const DocumentReport& document) {
  const auto path = printable(document.path);
  if (document.error) {
    const auto hint = row_of(document.error->reason).hint;
    Lines lines{{Mood::bad, fmt::format("{}: cannot be judged: {}", path,
                                        describe(document.error->reason, document.error->detail))}};
    if (!hint.empty()) lines.push_back({Mood::plain, fmt::format("    hint:    {}", hint)});
    return lines;
  }
  const auto indication = document.indication();
  Lines lines{{mood_of(indication), fmt::format("{}: {}", path, name_of(indication))}};
  for (const auto& entry : document.signatures) describe_signature(lines, entry);
  return lines;
}

}  // namespace sceau
