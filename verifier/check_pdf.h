// SPDX-License-Identifier: Apache-2.0
// The PDF half of the verifier: every signature and document time-stamp of a file, checked without trust or clock.
#pragma once

#include <vector>

#include "crypto/certificate_pool.h"
#include "foundation/secret.h"
#include "verifier/checked_signature.h"

namespace sceau {

// In the order of their revisions. A defective signature is listed with its findings, never skipped. Checked: byte
// range and coverage on raw bytes, the dictionary of the signed revision against the last one, message digest, signed
// attributes, signature value, later changes, the requirements of the baseline level. Errors (the file cannot be
// judged): pdf.not_a_pdf, pdf.truncated, pdf.malformed, pdf.password_needed.
Result<std::vector<CheckedSignature>> check_pdf(ByteView document, const Secret& password, CertificatePool& pool);

}  // namespace sceau
