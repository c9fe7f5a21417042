// SPDX-License-Identifier: Apache-2.0
// Room for a signature: the PDF gets its signature dictionary with a hole, what lies around the hole is digested, and
// the hole is filled. Nothing of the original is copied: it is seen through a view that must outlive all of this.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "formats/pdf/incremental_update.h"
#include "foundation/instant.h"

namespace sceau {

enum class SubFilter { cades_detached, rfc3161 };  // ETSI.CAdES.detached, ETSI.RFC3161

// Texts are UTF-8; an empty one is left out. A document time-stamp (rfc3161) has no time and no texts.
struct SignatureReservation {
  Instant claimed_time{};  // /M
  SubFilter sub_filter = SubFilter::cades_detached;
  std::optional<std::string> field_name{};  // an existing empty signature field; else a new invisible one is made
  std::string name{}, reason{}, location{}, contact_info{};
  std::size_t hole_bytes = 16 * 1024;  // of CMS
  FileIdentifier identifier{};         // second element of the trailer's /ID
};

class SignedPdf;

// The steps are values: a SignedPdf comes from a PreparedPdf only.
class PreparedPdf {
 public:
  ByteView original() const { return original_; }
  std::size_t hole_bytes() const { return hole_.size() / 2 - 1; }
  // What is digested, in this order.
  std::array<ByteView, 3> pieces() const;
  RawSpan hole() const { return hole_; }  // from '<' to '>', offsets in the whole file

 private:
  friend class SignatureWriter;
  friend class SignedPdf;
  friend Result<SignedPdf> fill_signature(PreparedPdf prepared, ByteView cms);
  ByteView original_;
  Bytes update_;
  RawSpan hole_;
};

class SignedPdf {
 public:
  // The whole file: the original, then the update.
  std::array<ByteView, 2> pieces() const { return {original_, update_}; }

 private:
  friend Result<SignedPdf> fill_signature(PreparedPdf prepared, ByteView cms);
  ByteView original_;
  Bytes update_;
};

// Deterministic. A new field is invisible, is named Signature1, Signature2, ... and hangs on the first page.
// Errors: pdf.encrypted, pdf.change_forbidden, pdf.field_unknown (no empty signature field of that name), pdf.no_page,
// pdf.malformed (an object that must be changed is damaged).
Result<PreparedPdf> reserve_signature(const PdfFile& file, const SignatureReservation& reservation);

// Error: pdf.hole_too_small; then reserve again with more `hole_bytes`.
Result<SignedPdf> fill_signature(PreparedPdf prepared, ByteView cms);

}  // namespace sceau
