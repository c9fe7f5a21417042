// SPDX-License-Identifier: Apache-2.0
#include "cli/meeting_papers.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/page_module.h"
#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "signer/sign_pdf.h"
#include "verifier/verify_document.h"

namespace sceau {
namespace {

constexpr std::size_t most_paper_bytes = std::size_t{256} << 20;
constexpr std::size_t most_session_bytes = std::size_t{1} << 20;

Status write_paper(const Path& path, ByteView bytes) {
  return write_atomically(path, bytes, {.existing = Existing::replace, .mode = 0600});
}

Result<Bytes> sign_paper(const Path& path, const std::string& field, const SigningOptions& options) {
  const auto paper = read_file(path, most_paper_bytes);
  if (!paper) return paper.error();
  const auto is_signed = sign_pdf(*paper, options, {.field = field});
  if (!is_signed) return Error{is_signed.error().reason, path.filename().string() + ": " + field};
  Bytes bytes;
  for (const auto piece : is_signed->pieces()) append(bytes, piece);
  return bytes;
}

// Whether the signer's certificate is to be trusted is asked elsewhere: of whom the papers are shown to.
Result<std::size_t> intact_signatures(const std::string& name, ByteView paper) {
  const Secret no_password;
  const auto report = verify_document({.path = name, .bytes = paper, .password = no_password}, ValidationContext{});
  if (report.error) return *report.error;
  const auto is_broken = [](const auto& signature) { return !signature.intact; };
  if (std::ranges::any_of(report.signatures, is_broken)) return Error{Reason::digest_mismatch, name};
  return report.signatures.size();
}

}  // namespace

Result<SessionRecord> session_of(const MeetingFolder& folder) {
  const auto toml = read_file(folder.session(), most_session_bytes);
  if (!toml) return toml.error();
  auto reading = read_session(*toml);
  if (!reading) return reading.error();
  if (reading->findings.empty()) return std::move(reading->session);
  return Error{reading->findings.front().reason, folder.session().string() + ": " + reading->findings.front().detail};
}

Status write_papers(const std::vector<PrintedPaper>& papers, const Path& folder) {
  const auto layout = load_page_layout();
  if (!layout) return layout.error();
  for (const auto& paper : papers) {
    const auto pdf = layout->lay_out(paper.document);
    if (!pdf) return Error{pdf.error().reason, paper.file};
    if (auto written = write_paper(folder / paper.file, *pdf); !written) return written;
  }
  return Done{};
}

Status sign_papers(const Path& folder, const std::string& field, const SigningOptions& options) {
  std::vector<Bytes> signed_papers;
  for (const auto* file : paper_files) {
    auto paper = sign_paper(folder / file, field, options);
    if (!paper) return paper.error();
    signed_papers.push_back(std::move(*paper));
  }
  for (std::size_t at = 0; at < paper_files.size(); ++at) {
    if (auto written = write_paper(folder / paper_files[at], signed_papers[at]); !written) return written;
  }
  return Done{};
}

Result<std::vector<PaperState>> read_papers(const Path& folder) {
  std::vector<PaperState> papers;
  for (const auto* file : paper_files) {
    const auto paper = read_file(folder / file, most_paper_bytes);
    if (!paper) return paper.error();
    auto hash = digest(DigestAlgorithm::sha256, *paper);
    if (!hash) return hash.error();
    const auto signatures = intact_signatures(file, *paper);
    if (!signatures) return signatures.error();
    papers.push_back({file, std::move(*hash), *signatures});
  }
  return papers;
}

Status are_complete(const std::vector<PaperState>& papers, const SessionRecord& session) {
  for (const auto& paper : papers) {
    if (paper.signatures >= session.bureau.size()) continue;
    return Error{Reason::vote_papers_incomplete,
                 fmt::format("{}: {} of {} signatures", paper.file, paper.signatures, session.bureau.size())};
  }
  return Done{};
}

Result<std::string> publication(const MeetingFolder& folder, const std::vector<PaperState>& papers) {
  const auto session = read_file(folder.session(), most_session_bytes);
  if (!session) return session.error();
  const auto hash = digest(DigestAlgorithm::sha256, *session);
  if (!hash) return hash.error();
  ValueObject files{{"session.toml", {hex_lower(*hash)}}};
  for (const auto& paper : papers) files.push_back({paper.file, {hex_lower(paper.sha256)}});
  return canonical_json({std::move(files)});
}

}  // namespace sceau
