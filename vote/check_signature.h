// SPDX-License-Identifier: Apache-2.0
// The signature that a shareholder put on the form with a certificate of his or her own: does it hold, of which level
// is it, and is the signer the one who may vote?
#pragma once

#include <string>

#include "certs/certificate.h"
#include "formats/xml/xml_tree.h"
#include "verifier/validation_context.h"
#include "vote/check_form.h"

namespace sceau {

// Whose certificates a meeting takes. Trusted lists are not read: that an issuer stands among the qualified ones is a
// statement of the company, and every admission says so.
struct FormIssuers {
  TrustAnchors qualified;  // of the folder qualified-issuers/
  TrustAnchors advanced;   // of the folder issuers/
  // What was decoded and checked for one form need not be so for the next.
  std::shared_ptr<CertificatePool> pool = std::make_shared<CertificatePool>();
  std::shared_ptr<RevocationMemory> revocations = std::make_shared<RevocationMemory>();
};

struct FormSignature {
  SignatureLevel level;  // advanced or qualified
  Certificate signer;
  std::string rests_on;  // a sentence for the admission entry: why it was taken for that level
};

// Does the form bear a signature, whatever it may be worth?
bool is_signed(const XmlTree& form);

// The one signature of a form, judged at the instant of its reception after EN 319 102-1. Qualified: a chain to an
// issuer in `qualified`, and the certificate says QcCompliance and QcSSCD. Else advanced, where its chain leads to
// either. It must be an XAdES over the whole form. Says nothing about the articles (signature_level_is_permitted) or
// who signed (signer_is_entitled). Errors: vote.signature_invalid (none, more than one, not over the whole form, or
// TOTAL-FAILED), vote.certificate_not_acceptable (INDETERMINATE: nobody here vouches for it, revoked, expired, or its
// status is unknown); details begin with the sub-indication.
Result<FormSignature> check_signature(const XmlTree& form, const FormIssuers& issuers, Instant received_at);

// The certificate names the shareholder; or the representative that the form names, who needs a further proof: the
// certificate names the company too, or the shareholder's access code came with the form. Finding:
// vote.signer_not_entitled. Two shareholders of one name cannot be told apart by a certificate.
Findings signer_is_entitled(const Form& form, const Certificate& signer, bool came_with_code);

}  // namespace sceau
