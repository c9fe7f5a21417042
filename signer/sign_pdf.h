// SPDX-License-Identifier: Apache-2.0
// PAdES B-B and B-T: an incremental update that carries one CMS signature (EN 319 142-1).
#pragma once

#include <string>

#include "formats/pdf/reserve_signature.h"
#include "signer/signing_options.h"

namespace sceau {

// What a signature dictionary may say beside the signature; empty: left away.
struct PdfSignatureDetails {
  std::string field{};  // an existing empty signature field; empty: a new one is made
  std::string reason{}, location{}, contact{};
};

// Signs the whole document as it stands; its bytes stay the beginning of the result and must outlive it. /Name is the
// common name of the certificate. The hole is sized by a dry run and grows by itself. Errors: those of
// reserve_signature (pdf.*), of the key, of the time-stamper; signature.algorithm_refused.
Result<SignedPdf> sign_pdf(ByteView document, const SigningOptions& options, const PdfSignatureDetails& details);

// Adds a document time-stamp (EN 319 142-1, 5.4.3) over the whole document instead of a signature.
Result<SignedPdf> timestamp_pdf(ByteView document, const Timestamper& timestamper, DigestAlgorithm digest);

}  // namespace sceau
