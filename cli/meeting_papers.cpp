// SPDX-License-Identifier: Apache-2.0
#include "cli/meeting_papers.h"

#include "cli/page_module.h"
#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "signer/sign_pdf.h"

namespace sceau {
namespace {

constexpr std::size_t most_paper_bytes = std::size_t{256} << 20;
constexpr std::size_t most_result_bytes = std::size_t{512} << 20;
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

Result<Bytes> read_result(const Path& path, const Bytes& counted) {
  auto bytes = read_file(path, most_result_bytes);
  if (!bytes) return bytes.error();
  const auto hash = digest(DigestAlgorithm::sha256, *bytes);
  if (!hash) return hash.error();
  if (*hash == counted) return std::move(*bytes);
  return Error{Reason::vote_count_inconsistent, path.string() + " is not that of the count that the log names"};
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

Result<std::vector<SignedPaper>> read_papers(const Path& folder) {
  std::vector<SignedPaper> papers;
  for (const auto* file : paper_files) {
    const auto bytes = read_file(folder / file, most_paper_bytes);
    if (!bytes) return bytes.error();
    auto paper = read_signed_paper(file, *bytes);
    if (!paper) return paper.error();
    papers.push_back(std::move(*paper));
  }
  return papers;
}

Result<std::vector<SignedPaper>> complete_papers(const MeetingFolder& folder, const TallyRecord& counted) {
  const auto session = session_of(folder);
  if (!session) return session.error();
  auto papers = read_papers(folder.papers());
  if (!papers) return papers.error();
  for (const auto& paper : *papers) {
    if (auto complete = is_complete(paper, *session); !complete) return complete.error();
    if (auto fits = is_of_count(paper, counted); !fits) return fits.error();
  }
  return papers;
}

Result<Results> read_results(const MeetingFolder& folder, const TallyRecord& counted) {
  auto tally = read_result(folder.tally(), counted.tally);
  if (!tally) return tally.error();
  auto influence = read_result(folder.influence(), counted.influence);
  if (!influence) return influence.error();
  return Results{std::move(*tally), std::move(*influence)};
}

Result<std::string> publication(const MeetingFolder& folder, const std::vector<SignedPaper>& papers) {
  const auto session = read_file(folder.session(), most_session_bytes);
  if (!session) return session.error();
  const auto hash = digest(DigestAlgorithm::sha256, *session);
  if (!hash) return hash.error();
  ValueObject files{{"session.toml", {hex_lower(*hash)}}};
  for (const auto& paper : papers) files.push_back({paper.file, {hex_lower(paper.sha256)}});
  return canonical_json({std::move(files)});
}

}  // namespace sceau
