// SPDX-License-Identifier: Apache-2.0
#include "vote/signed_paper.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/digest.h"
#include "formats/pdf/attached_files.h"
#include "formats/pdf/signature_field.h"
#include "verifier/verify_document.h"

namespace sceau {
namespace {

constexpr std::size_t most_attached_bytes = std::size_t{512} << 20;

// Whether the signer's certificate is to be trusted is asked elsewhere: of whom the papers are shown to.
Status read_signatures(ByteView pdf, SignedPaper& paper) {
  const Secret no_password;
  const auto report = verify_document({.path = paper.file, .bytes = pdf, .password = no_password}, ValidationContext{});
  if (report.error) return *report.error;
  if (report.signatures.empty()) return Done{};
  for (const auto& signature : report.signatures) {
    if (!signature.intact) return Error{Reason::digest_mismatch, paper.file};
    if (signature.kind != SignatureKind::signature) continue;
    ++paper.signatures;
    if (signature.signer) paper.certificates.insert(signature.signer->sha256);
  }
  if (report.signatures.back().coverage == Coverage::whole_document) return Done{};
  return Error{Reason::changed_after_signing, paper.file + ": the last signature does not cover the whole file"};
}

Status read_fields_and_files(ByteView pdf, SignedPaper& paper) {
  const auto file = PdfFile::open(pdf);
  if (!file) return file.error();
  auto fields = empty_signature_fields(*file);
  if (!fields) return fields.error();
  paper.unsigned_fields = std::move(*fields);
  const auto carried = carried_files(*file, most_attached_bytes);
  if (!carried) return carried.error();
  for (const auto& one : *carried) {
    auto hash = digest(DigestAlgorithm::sha256, one.bytes);
    if (!hash) return hash.error();
    paper.attached.insert_or_assign(one.name, std::move(*hash));
  }
  return Done{};
}

std::size_t people_in(const SessionRecord& session) {
  std::set<std::string> names;
  for (const auto& member : session.bureau) names.insert(member.name);
  return names.size();
}

Status carries(const SignedPaper& paper, const std::string& name, const Bytes& counted) {
  const auto found = paper.attached.find(name);
  if (found != paper.attached.end() && found->second == counted) return Done{};
  return Error{Reason::vote_count_inconsistent, fmt::format("{}: its {} is not that of the count that stands: lay the "
                                                            "papers out anew and sign them again",
                                                            paper.file, name)};
}

}  // namespace

Result<SignedPaper> read_signed_paper(std::string file, ByteView pdf) {
  SignedPaper paper{.file = std::move(file)};
  auto hash = digest(DigestAlgorithm::sha256, pdf);
  if (!hash) return hash.error();
  paper.sha256 = std::move(*hash);
  if (auto read = read_signatures(pdf, paper); !read) return read.error();
  if (auto read = read_fields_and_files(pdf, paper); !read) return read.error();
  return paper;
}

Status is_complete(const SignedPaper& paper, const SessionRecord& session) {
  const auto incomplete = [&](const std::string& what) -> Status {
    return Error{Reason::vote_papers_incomplete, paper.file + ": " + what};
  };
  if (!paper.unsigned_fields.empty()) return incomplete("nobody signed the field " + paper.unsigned_fields.front());
  if (paper.signatures < session.bureau.size()) {
    return incomplete(fmt::format("{} of {} signatures", paper.signatures, session.bureau.size()));
  }
  if (paper.certificates.size() >= people_in(session)) return Done{};
  return incomplete(
      fmt::format("{} people signed, but {} are in the bureau", paper.certificates.size(), people_in(session)));
}

Status may_sign(const SignedPaper& paper, const SessionRecord& session, const std::string& field,
                const std::string& certificate) {
  if (!paper.certificates.contains(certificate)) return Done{};
  const auto fields = signature_fields(session);
  const auto wanted = std::ranges::find(fields, field);
  if (wanted == fields.end()) return Done{};
  const auto name_of = [&](std::size_t seat) -> const std::string& { return session.bureau[seat].name; };
  const auto& name = name_of(static_cast<std::size_t>(wanted - fields.begin()));
  for (std::size_t seat = 0; seat < fields.size(); ++seat) {
    const bool is_signed = std::ranges::find(paper.unsigned_fields, fields[seat]) == paper.unsigned_fields.end();
    if (is_signed && name_of(seat) == name) return Done{};
  }
  return Error{Reason::vote_papers_incomplete,
               fmt::format("{}: the holder of this certificate has signed already, and is not {}", paper.file, name)};
}

Status is_of_count(const SignedPaper& paper, const TallyRecord& counted) {
  for (const auto& [file, name, hash] : {std::tuple{"minutes.pdf", "tally.json", &counted.tally},
                                         {"minutes.pdf", "influence.json", &counted.influence},
                                         {"influence.pdf", "influence.json", &counted.influence}}) {
    if (paper.file != file) continue;
    if (auto fits = carries(paper, name, *hash); !fits) return fits;
  }
  return Done{};
}

}  // namespace sceau
