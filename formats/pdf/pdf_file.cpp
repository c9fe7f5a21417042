// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pdf_file.h"

#include <string>

#include "formats/pdf/qpdf_document.h"

namespace sceau {
namespace {

Reason reason_of(qpdf_error_code_e code) {
  switch (code) {
    case qpdf_e_password: return Reason::pdf_password_needed;
    case qpdf_e_unsupported: return Reason::pdf_encrypted;
    case qpdf_e_success:
    case qpdf_e_internal:
    case qpdf_e_system:
    case qpdf_e_damaged_pdf:
    case qpdf_e_pages:
    case qpdf_e_object:
    case qpdf_e_linearization:
    case qpdf_e_json: return Reason::pdf_malformed;
  }
  return Reason::pdf_malformed;
}

// "%PDF-1.7". Without a version here qpdf would look for a header further on, and count all offsets from there.
bool begins_like_a_pdf(ByteView bytes) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view text = as_text(bytes);
  return text.size() > 8 && text.starts_with("%PDF-") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
}

Result<std::unique_ptr<PdfFile::Document>> open_qpdf(ByteView bytes, std::string_view password) {
  return guarded([&]() -> Result<std::unique_ptr<PdfFile::Document>> {
    auto document = std::make_unique<PdfFile::Document>();
    document->qpdf.setSuppressWarnings(true);
    document->qpdf.setAttemptRecovery(false);
    document->qpdf.processMemoryFile("the file", as_text(bytes).data(), bytes.size(), std::string(password).c_str());
    document->qpdf.getWarnings();  // of the cross-reference sections, which are read more strictly elsewhere: forgotten
    if (!document->qpdf.getTrailer().getKey("/Root").isDictionary()) {
      return Error{Reason::pdf_malformed, "the trailer names no document catalog"};
    }
    return document;
  });
}

}  // namespace

Error error_from(const std::exception& exception) {
  const auto* damage = dynamic_cast<const QPDFExc*>(&exception);
  return {damage ? reason_of(damage->getErrorCode()) : Reason::pdf_malformed, exception.what()};
}

const std::string& damage_found(PdfFile::Document& document) {
  const auto warnings = document.qpdf.getWarnings();
  if (document.damage.empty() && !warnings.empty()) document.damage = warnings.front().what();
  return document.damage;
}

PdfFile::PdfFile(ByteView bytes, std::vector<Revision> revisions, std::unique_ptr<Document> document)
    : bytes_(bytes), revisions_(std::move(revisions)), document_(std::move(document)) {}
PdfFile::PdfFile(PdfFile&&) noexcept = default;
PdfFile& PdfFile::operator=(PdfFile&&) noexcept = default;
PdfFile::~PdfFile() = default;

Result<PdfFile> PdfFile::open(ByteView bytes, std::string_view password) {
  if (!begins_like_a_pdf(bytes)) return Error{Reason::pdf_not_a_pdf, "the file does not begin with %PDF-"};
  auto revisions = read_revisions(bytes);
  if (!revisions) return revisions.error();
  auto document = open_qpdf(bytes, password);
  if (!document) return document.error();
  return PdfFile(bytes, std::move(*revisions), std::move(*document));
}

bool PdfFile::is_encrypted() const { return document_->qpdf.isEncrypted(); }

std::string qpdf_version() { return QPDF::QPDFVersion(); }

}  // namespace sceau
