// SPDX-License-Identifier: Apache-2.0
// Who signs in the sample vote: the company's seal, the bureau, an operator, the time-stamp authority, and shareholders
// with qualified certificates. All but the shareholders chain to one root, which the audit trusts.
#pragma once

#include <string>

#include "tests/pki/test_pki.h"
#include "verifier/validation_context.h"

namespace sceau::test {

const Issued& sample_root();
const Issued& sample_seal();
const Issued& sample_operator();
const Issued& sample_chair();
const Issued& sample_secretary();
const Issued& qualified_issuer();
const Issued& jeanne_martin();  // qualified
const Issued& luc_petit();      // qualified

// The document with one enveloped XAdES signature.
std::string xml_signed_by(const Issued& signer, const std::string& xml);
// The PDF with its empty field signed.
std::string pdf_signed_by(const Issued& signer, const std::string& pdf, const std::string& field);
// A token (ContentInfo) over these octets.
std::string stamped_at(const std::string& time, const std::string& octets);
// Another authority, which nobody trusts.
std::string stamped_by_a_stranger(const std::string& time, const std::string& octets);

std::string issuers_pem();  // the qualified issuer and its revocation list

// Trusts the root; the time is one that no audit may look at.
ValidationContext trusting_the_root();

}  // namespace sceau::test
