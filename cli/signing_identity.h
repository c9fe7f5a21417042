// SPDX-License-Identifier: Apache-2.0
// Who signs, as the command line says it: a key file with its passphrase, a key on a token with its PIN, or a person of
// the demonstration authority.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "crypto/private_key.h"

namespace sceau {

// Errors: usage_wrong (neither --key nor --demo), key.*, secret.*, authority.not_made. An expired or not yet valid
// certificate, or one whose key usage forbids signing, is refused here, before anything is signed.
Result<SigningIdentity> signing_identity(const SignArguments& arguments, Instant now);

// The same of a key alone: a file, or the pkcs11: URI of a key on a token, whose PIN is asked for once. Errors: key.*,
// secret.*.
Result<SigningIdentity> identity_of_key(const KeyArguments& arguments, Instant now);

// A signature nobody would accept is not made: the certificate must be valid now and be for signing. Errors:
// key.certificate_expired, key.certificate_not_yet_valid, key.purpose.
Status may_sign_now(const SigningIdentity& identity, Instant now);

// From --digest and --pss, or the default for the kind of key. Errors: signature.algorithm_refused,
// signature.algorithm_mismatch.
Result<SignatureAlgorithm> chosen_algorithm(const SignArguments& arguments, const SigningIdentity& identity);

// "sha384" and "sha512" as --digest names them; anything else is SHA-256.
DigestAlgorithm digest_named(const std::string& name);

// The subject of the signer's certificate, for people.
std::string subject_of(const SigningIdentity& identity);

}  // namespace sceau
