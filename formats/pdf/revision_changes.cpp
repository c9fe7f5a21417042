// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/revision_changes.h"

#include <algorithm>
#include <optional>

#include "formats/pdf/revision_step.h"

namespace sceau {
namespace {

// Each step opens a prefix of the file; a file made of thousands of revisions would take minutes.
constexpr std::size_t most_steps = 400;

struct SeenRevision {
  bool is_readable = false;
  std::vector<SignatureDictionary> signatures;
  RevisionStep step;  // from the revision before
};

RevisionStep broken_step(std::string why) { return {.level = LaterChanges::other, .why = std::move(why)}; }

Result<PdfFile> open_revision(const PdfFile& file, std::size_t revision, std::string_view password) {
  const Revision& wanted = file.revisions()[revision];
  if (wanted.eof_end == 0) return Error{Reason::pdf_malformed, "a revision has no proper end"};
  auto prefix = PdfFile::open(file.bytes().first(wanted.end), password);
  if (prefix && prefix->revisions().size() != revision + 1) {
    return Error{Reason::pdf_malformed, "a revision does not continue the one before it"};
  }
  return prefix;
}

// The revisions from `first` on, each compared with the one before it; `first` itself without a step.
std::vector<SeenRevision> walk_revisions(const PdfFile& file, std::size_t first, std::string_view password) {
  std::vector<SeenRevision> seen;
  std::optional<PdfFile> before;
  for (std::size_t i = first; i < file.revisions().size(); ++i) {
    auto after = open_revision(file, i, password);
    SeenRevision now;
    if (!after) now.step = broken_step(after.error().detail);
    if (after) {
      now.is_readable = true;
      if (auto found = find_signatures(*after)) now.signatures = std::move(*found);
      if (before) now.step = compare_revisions(*before, *after);
      if (!before && i > first) now.step = broken_step("the revision before cannot be read");
    }
    seen.push_back(std::move(now));
    before = after ? std::optional(std::move(*after)) : std::nullopt;
  }
  return seen;
}

bool is_same_dictionary(const SignatureDictionary& one, const SignatureDictionary& other) {
  return one.field_name == other.field_name && one.object == other.object && one.dictionary == other.dictionary;
}

// ISO 32000-1, table 254: what the certifying signature of the document permits, where there is one.
std::optional<int> permission(const std::vector<SignatureDictionary>& signatures) {
  const auto certifying = std::ranges::find_if(signatures, [](const auto& each) { return each.doc_mdp.has_value(); });
  return certifying == signatures.end() ? std::nullopt : certifying->doc_mdp;
}

void forbid(ChangesAfterSignature& changes, const std::string& why) {
  changes.level = LaterChanges::other;
  const Finding finding{Reason::changed_after_signing, why};
  if (std::ranges::find(changes.findings, finding) == changes.findings.end()) changes.findings.push_back(finding);
}

void add_step(ChangesAfterSignature& changes, const RevisionStep& step, std::optional<int> permitted) {
  changes.level = std::max(changes.level, step.level);
  if (step.level == LaterChanges::other) return forbid(changes, step.why);
  if (permitted && step.adds_visible_field) return forbid(changes, "a visible field was added to a certified document");
  // ISO 32000-2, 12.8.5.3: document time-stamps do not break P = 1.
  if (permitted == 1 && step.adds_signature) forbid(changes, "the document was certified as final");
}

bool has_trailing_bytes(const PdfFile& file) {
  const ByteView rest = file.bytes().subspan(file.revisions().back().end);
  return !std::ranges::all_of(rest, is_pdf_space);
}

ChangesAfterSignature judge(const PdfFile& file, const SignatureDictionary& signature,
                            std::span<const SeenRevision> seen) {
  ChangesAfterSignature changes;
  if (!seen.front().is_readable) {
    forbid(changes, seen.front().step.why);
    return changes;
  }
  const auto& then = seen.front().signatures;
  if (std::ranges::none_of(then, [&](const auto& each) { return is_same_dictionary(each, signature); })) {
    changes.findings.push_back({Reason::signature_moved, "the signed revision holds another signature dictionary"});
    changes.level = LaterChanges::other;
  }
  for (const SeenRevision& later : seen.subspan(1)) add_step(changes, later.step, permission(then));
  if (has_trailing_bytes(file)) forbid(changes, "the bytes after the last revision belong to nothing");
  return changes;
}

std::optional<std::size_t> first_signed_revision(std::span<const CoveredBytes> covered) {
  std::optional<std::size_t> first;
  for (const CoveredBytes& each : covered) {
    if (each.coverage != ByteRangeCoverage::whole_revision) continue;
    first = std::min(first.value_or(*each.revision), *each.revision);
  }
  return first;
}

}  // namespace

std::vector<ChangesAfterSignature> changes_after_signatures(const PdfFile& file,
                                                            std::span<const SignatureDictionary> signatures,
                                                            std::span<const CoveredBytes> covered,
                                                            std::string_view password) {
  const auto first = first_signed_revision(covered);
  const bool too_many = first && file.revisions().size() - *first > most_steps;
  const auto seen = first && !too_many ? walk_revisions(file, *first, password) : std::vector<SeenRevision>{};
  std::vector<ChangesAfterSignature> all;
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    ChangesAfterSignature changes;
    if (covered[i].coverage == ByteRangeCoverage::whole_revision && too_many) {
      forbid(changes, "there are too many revisions after the signed one");
    } else if (covered[i].coverage == ByteRangeCoverage::whole_revision) {
      changes = judge(file, signatures[i], std::span(seen).subspan(*covered[i].revision - *first));
    } else if (covered[i].coverage != ByteRangeCoverage::whole_document) {
      changes.level = LaterChanges::other;
    }
    all.push_back(std::move(changes));
  }
  return all;
}

}  // namespace sceau
