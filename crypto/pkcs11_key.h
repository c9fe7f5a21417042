// SPDX-License-Identifier: Apache-2.0
// A key that never leaves its token (smart card, USB key, HSM), through PKCS #11.
#pragma once

#include <functional>
#include <string>

#include "crypto/pkcs11_uri.h"
#include "crypto/private_key.h"
#include "foundation/file_bytes.h"
#include "foundation/secret.h"

namespace sceau {

// The token whose PIN is asked for, as it calls itself.
struct TokenName {
  std::string label, serial;
  bool is_last_try;  // a wrong PIN now locks it
};

// Called once at most, after the token was found: a PIN is not tried on another one. Its errors are passed on.
using PinSource = std::function<Result<Secret>(const TokenName& token)>;

struct TokenKeyChoice {
  Pkcs11Uri uri;
  Path module;  // the library of the token's maker; where it is empty, that of the URI, else p11-kit-proxy.so
  ByteView certificate_file;  // PEM or DER; empty: the certificate on the token with the key's id
};

// Finds the token, logs in, finds the key and its certificate. Loads the module into this process: it can do whatever
// the program can. A wrong PIN is tried once and never again, here or later. A token with its own keypad asks by
// itself. RSA and EC keys; a key that wants the PIN for every signature is given the same one. The PIN stays in memory
// as long as the key. Every signature is checked against the certificate before it is handed out. Errors:
// key.module_not_loaded, key.token_absent, key.wrong_pin, key.object_unknown, key.ambiguous, key.no_certificate,
// key.does_not_fit, key.token_failed, certificate.malformed, those of `pin`.
Result<SigningIdentity> open_token_identity(const TokenKeyChoice& choice, const PinSource& pin);

}  // namespace sceau
