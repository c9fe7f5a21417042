// SPDX-License-Identifier: Apache-2.0
// Who signs in the benchmarks, and what the results are judged by.
#pragma once

#include "signer/signing_options.h"
#include "tests/pki/test_pki.h"
#include "verifier/validation_context.h"

namespace sceau::bench {

// root -> CA -> two signers, with fresh revocation lists; made once, valid at signing_time().
struct Authority {
  test::Issued root = test::issue_root("Bench root");
  test::Issued ca = test::issue_ca("Bench CA", root);
  test::Issued p256 = test::issue({.common_name = "Bench P-256", .issuer = &ca});
  test::Issued rsa = test::issue({.common_name = "Bench RSA", .issuer = &ca, .key = NewKey::rsa_3072});
};
const Authority& authority();

Instant signing_time();
SigningOptions signing_options(const test::Issued& signer);
ValidationContext validation_context();

}  // namespace sceau::bench
