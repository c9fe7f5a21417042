// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "formats/pdf/attached_files.h"
#include "formats/pdf/signature_field.h"
#include "verifier/audit/check_results.h"
#include "verifier/audit/check_statements.h"
#include "verifier/audit/session_bureau.h"

namespace sceau::audit {
namespace {

constexpr std::string_view session_name = "meeting/session.toml";
constexpr std::size_t paper_limit = std::size_t{256} << 20;

struct PaperRow {
  std::string_view name;
  std::vector<std::string_view> attached;
};
const std::array<PaperRow, 3> rows = {PaperRow{"papers/attendance-sheet.pdf", {}},
                                      PaperRow{"papers/influence.pdf", {"influence.json"}},
                                      PaperRow{"papers/minutes.pdf", {"influence.json", "tally.json"}}};

void blame(std::string_view name, const std::string& what, FindingList& findings) {
  findings.add(Reason::audit_paper, fmt::format("{}: {}", name, what));
}

void every_field_is_signed(std::string_view name, const PdfFile& pdf, FindingList& findings) {
  const auto empty = empty_signature_fields(pdf);
  if (!empty) return blame(name, empty.error().detail, findings);
  for (const auto& field : *empty) blame(name, fmt::format("nobody signed the field '{}'", field), findings);
}

void results_are_attached(const PaperRow& row, const PdfFile& pdf, const BundleFiles& files, FindingList& findings) {
  const auto attached = carried_files(pdf, paper_limit);
  if (!attached) return blame(row.name, attached.error().detail, findings);
  for (const auto result : row.attached) {
    const auto found = std::ranges::find(*attached, result, &CarriedFile::name);
    if (found == attached->end()) {
      blame(row.name, fmt::format("{} is not attached", result), findings);
      continue;
    }
    const auto bytes = files.read(fmt::format("results/{}", result), findings, paper_limit);
    if (bytes && *bytes != found->bytes) {
      blame(row.name, fmt::format("the attached {} is not that of the bundle", result), findings);
    }
  }
}

class PapersCheck {
 public:
  PapersCheck(const BundleFiles& files, const ValidationContext& context, SignerBook& signers, FindingList& findings)
      : files_(files), context_(context), signers_(signers), findings_(findings) {}

  void check(HashesByName published) {
    published_ = std::move(published);
    if (const auto session = files_.read(session_name, findings_)) is_published(session_name, *session);
    const auto bureau = read_bureau(files_, findings_);
    for (const auto& row : rows) check_paper(row, bureau);
    no_paper_is_unknown();
    if (!bureau) return;
    for (const auto& seat : *bureau) signers_.note(fmt::format("{}: {}", session_name, seat.role), seat.name);
  }

 private:
  void is_published(std::string_view name, ByteView bytes) {
    const auto hash = sha256(bytes);
    const auto said = published_.find(last_part(name));
    if (said == published_.end()) return blame(name, "the log does not have its digest", findings_);
    if (said->second == hash) return;
    blame(name, fmt::format("its SHA-256 is {}, the log says {}", hex(hash), hex(said->second)), findings_);
  }

  void everybody_signed(std::string_view name, const std::vector<SignatureEntry>& signatures,
                        const std::optional<std::vector<BureauSeat>>& bureau) {
    const auto made = std::ranges::count(signatures, SignatureKind::signature, &SignatureEntry::kind);
    if (!bureau || std::cmp_greater_equal(made, bureau->size())) return;
    blame(name, fmt::format("{} signatures, but {} names a bureau of {}", made, session_name, bureau->size()),
          findings_);
  }

  void check_paper(const PaperRow& row, const std::optional<std::vector<BureauSeat>>& bureau) {
    const auto bytes = files_.read(row.name, findings_, paper_limit);
    if (!bytes) return;
    is_published(row.name, *bytes);
    const auto found = signed_wholly(row.name, *bytes, context_);
    findings_.add_all(Reason::audit_paper, row.name, found.findings);
    signers_.note_persons(row.name, found.signatures, Reason::audit_paper, findings_);
    everybody_signed(row.name, found.signatures, bureau);
    const auto pdf = PdfFile::open(*bytes);
    if (!pdf) return blame(row.name, pdf.error().detail, findings_);
    every_field_is_signed(row.name, *pdf, findings_);
    results_are_attached(row, *pdf, files_, findings_);
  }

  void no_paper_is_unknown() {
    const auto is_row = [](std::string_view name) {
      return std::ranges::any_of(rows, [&](const PaperRow& row) { return last_part(row.name) == last_part(name); });
    };
    for (const auto& name : files_.names_in("papers/")) {
      if (!is_row(name)) blame(name, "is no paper of a meeting", findings_);
    }
    for (const auto& [name, hash] : published_) {
      if (is_row(name) || name == last_part(session_name)) continue;
      blame(name, "was published, but is no paper of a meeting", findings_);
    }
  }

  const BundleFiles& files_;
  const ValidationContext& context_;
  SignerBook& signers_;
  FindingList& findings_;
  HashesByName published_;
};

HashesByName newest_publication(const AuditedLog& log) {
  HashesByName published;
  if (log.acts.publications.empty()) return published;
  for (const auto& [name, hash] : log.acts.publications.back().papers) {
    published.emplace(std::string(last_part(name)), hash);
  }
  return published;
}

}  // namespace

void check_papers(const BundleFiles& files, const AuditedLog& log, const ValidationContext& context,
                  SignerBook& signers, FindingList& findings, std::vector<std::string>& notes) {
  auto published = newest_publication(log);
  if (published.empty() && files.names_in("papers/").empty()) {
    if (log.acts.tallies.empty()) return notes.push_back("the bundle holds no signed papers, and none were published");
    return blame("papers", "the votes were counted, but no paper of the bureau says so", findings);
  }
  PapersCheck(files, context, signers, findings).check(std::move(published));
}

}  // namespace sceau::audit
