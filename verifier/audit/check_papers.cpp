// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_papers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "formats/pdf/attached_files.h"
#include "formats/pdf/signature_field.h"
#include "verifier/audit/check_results.h"
#include "verifier/audit/check_statements.h"

namespace sceau::audit {
namespace {

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

void check_paper(const PaperRow& row, const BundleFiles& files, const HashesByName& published,
                 const ValidationContext& context, FindingList& findings) {
  const auto bytes = files.read(row.name, findings, paper_limit);
  if (!bytes) return;
  const auto hash = sha256(*bytes);
  const auto said = published.find(last_part(row.name));
  if (said == published.end()) {
    blame(row.name, "the log does not have its digest", findings);
  } else if (said->second != hash) {
    blame(row.name, fmt::format("its SHA-256 is {}, the log says {}", hex(hash), hex(said->second)), findings);
  }
  findings.add_all(Reason::audit_paper, row.name, signed_wholly(row.name, *bytes, context));
  const auto pdf = PdfFile::open(*bytes);
  if (!pdf) return blame(row.name, pdf.error().detail, findings);
  every_field_is_signed(row.name, *pdf, findings);
  results_are_attached(row, *pdf, files, findings);
}

HashesByName newest_publication(const AuditedLog& log) {
  HashesByName published;
  if (log.acts.publications.empty()) return published;
  for (const auto& [name, hash] : log.acts.publications.back().papers) {
    published.emplace(std::string(last_part(name)), hash);
  }
  return published;
}

void no_paper_is_unknown(const BundleFiles& files, const HashesByName& published, FindingList& findings) {
  const auto is_row = [](std::string_view name) {
    return std::ranges::any_of(rows, [&](const PaperRow& row) { return last_part(row.name) == last_part(name); });
  };
  for (const auto& name : files.names_in("papers/")) {
    if (!is_row(name)) blame(name, "is no paper of a meeting", findings);
  }
  for (const auto& [name, hash] : published) {
    if (!is_row(name)) blame(name, "was published, but is no paper of a meeting", findings);
  }
}

}  // namespace

void check_papers(const BundleFiles& files, const AuditedLog& log, const ValidationContext& context,
                  FindingList& findings, std::vector<std::string>& notes) {
  const auto published = newest_publication(log);
  if (published.empty() && files.names_in("papers/").empty()) {
    notes.push_back("the bundle holds no signed papers, and none were published");
    return;
  }
  for (const auto& row : rows) check_paper(row, files, published, context, findings);
  no_paper_is_unknown(files, published, findings);
}

}  // namespace sceau::audit
