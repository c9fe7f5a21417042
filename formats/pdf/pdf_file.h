// SPDX-License-Identifier: Apache-2.0
// A PDF opened for reading: exactly the bytes given, nothing repaired. qpdf stands behind it and does not show.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "formats/pdf/revisions.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// Opening reads the cross-reference sections and the trailer; objects are read when asked for and stay in memory, so
// ask for few: a file of 1 GB opens in 400 bytes an object. The bytes must outlive the PdfFile and are never copied.
// One thread at a time.
//
// A revision of the file is opened by giving its prefix. Not guaranteed: that every object of the file is sound.
class PdfFile {
 public:
  struct Document;

  // The password is only for encrypted files, as user or owner. Errors: pdf.not_a_pdf (does not begin with %PDF-),
  // pdf.truncated (no startxref near the end), pdf.malformed, pdf.password_needed, pdf.encrypted (a security handler
  // that is not known).
  static Result<PdfFile> open(ByteView bytes, std::string_view password = {});

  PdfFile(PdfFile&&) noexcept;
  PdfFile& operator=(PdfFile&&) noexcept;
  ~PdfFile();

  ByteView bytes() const { return bytes_; }
  const std::vector<Revision>& revisions() const { return revisions_; }  // oldest first, at least one
  bool is_encrypted() const;

  Document& document() const { return *document_; }  // formats/pdf/qpdf_document.h says what it is

 private:
  PdfFile(ByteView bytes, std::vector<Revision> revisions, std::unique_ptr<Document> document);
  ByteView bytes_;
  std::vector<Revision> revisions_;
  std::unique_ptr<Document> document_;
};

std::string qpdf_version();  // of the library, "11.3.0"

}  // namespace sceau
