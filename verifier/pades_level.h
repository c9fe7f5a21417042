// SPDX-License-Identifier: Apache-2.0
// The name of the level of a PDF signature, without regard to time-stamps (EN 319 142-1, 6.3 and the profiles before).
#pragma once

#include <string>

#include "crypto/cms_signature.h"
#include "formats/pdf/signature_field.h"

namespace sceau {

// "PAdES-BASELINE-B" where every requirement of the level is met, else "PAdES-EPES" or "PAdES-BES"; "PDF-PKCS7" for
// adbe.pkcs7.detached; "CMS" where the signer's certificate is not signed.
std::string pades_level(const SignatureDictionary& dictionary, const CmsSignature& cms);

}  // namespace sceau
