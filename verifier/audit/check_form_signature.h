// SPDX-License-Identifier: Apache-2.0
// Who signed a document of the urn, and what that is worth.
#pragma once

#include "crypto/certificate_pool.h"
#include "verifier/audit/decision.h"
#include "verifier/audit/signer_trust.h"
#include "verifier/audit/urn_document.h"
#include "verifier/validation_context.h"

namespace sceau::audit {

// Whose certificates were taken for qualified and for advanced signatures (of the bundle), and who is trusted to seal
// (of the audit).
struct FormTrust {
  SignerTrust qualified, advanced, seals;
  CertificatePool& pool;
  std::vector<std::string> issuers;                   // subjects of those of the bundle
  std::map<const X509*, Certificate> sealed_by = {};  // whose seals forms with access codes bear
};

// issuers/qualified and issuers/advanced: certificates and revocation lists, PEM. Findings: audit.file_malformed.
FormTrust read_form_trust(const BundleFiles& files, const ValidationContext& context, FindingList& findings);

struct FormSignature {
  SignatureLevel level = SignatureLevel::none;  // that was found; none where there are findings
  Findings findings;                            // of the verifier, the chain, and the names
};

// Exactly one sound signature over the whole document. With evidence of identification: the seal of somebody trusted,
// "simple". Else of the person who signs according to the form, whose certificate chains to a qualified issuer and
// claims to be qualified, or chains to an issuer at all.
FormSignature check_form_signature(const XmlTree& tree, const UrnDocument& document, Instant received_at,
                                   FormTrust& trust);

// Does the certificate name who signs: the signer of the form, else the shareholder? Given names may be more than those
// of the form; a company may sign by a certificate of its own.
bool names_the_signer(const Certificate& certificate, const UrnDocument& document);

}  // namespace sceau::audit
