// SPDX-License-Identifier: Apache-2.0
// Private keys: what signs, where it comes from, and how the demonstration authority makes its own.
#pragma once

#include <memory>
#include <vector>

#include "crypto/openssl_handle.h"
#include "crypto/public_key.h"
#include "crypto/signature_algorithm.h"
#include "foundation/bytes.h"
#include "foundation/result.h"
#include "foundation/secret.h"

namespace sceau {

// Whatever can sign: a key in memory here, a token elsewhere. May be used by several threads at once.
class SigningKey {
 public:
  virtual ~SigningKey() = default;
  virtual const PublicKey& public_key() const = 0;
  // ECDSA values are in DER form. The key refuses only what it cannot do; whether the algorithm may be used for new
  // signatures is may_sign(). Errors: signature.algorithm_mismatch, internal.crypto; of a token any of kind `key`.
  virtual Result<Bytes> sign(SignatureAlgorithm algorithm, ByteView message) const = 0;
};

// Who signs. The certificate belongs to the key (read_identity has checked that); `chain` are the further
// certificates that came with it, in the order of the file, unchecked.
struct SigningIdentity {
  std::shared_ptr<const SigningKey> key;
  SharedX509 certificate;
  std::vector<SharedX509> chain;
};

// A key in memory that signs; OpenSSL wipes it when the last owner lets go. Error: signature.algorithm_unknown.
Result<std::shared_ptr<const SigningKey>> signing_key_from(PrivateKeyHandle key);

// Is the key in that file encrypted, so that a passphrase must be asked for? True for PKCS#12 unless it opens with the
// empty passphrase.
bool needs_passphrase(ByteView key_file);

// Key and certificates from PKCS#12 (PBES2, and the old RC2-40 and 3DES forms through a library context of their own;
// a file without a MAC is refused),
// or from PEM (PKCS#8 encrypted or not, traditional forms) with certificates in the same file or in
// `certificate_file` (PEM or DER; leave it empty otherwise). The signer's certificate is the one that carries the
// key's public half. Never prompts. Errors: key.not_readable, key.wrong_passphrase (a damaged encrypted file cannot
// always be told from a wrong passphrase), key.no_certificate, key.does_not_fit.
Result<SigningIdentity> read_identity(ByteView key_file, ByteView certificate_file, const Secret& passphrase);

// Only the key, of PKCS#12 or PEM. Errors: key.not_readable, key.wrong_passphrase.
Result<PrivateKeyHandle> read_private_key(ByteView key_file, const Secret& passphrase);

// All certificates of a PEM text (other blocks are passed over) or of one DER certificate. Error: certificate.malformed
// where there is none or one of them cannot be read.
Result<std::vector<SharedX509>> read_certificates(ByteView pem_or_der);

enum class NewKey { rsa_3072, p256, ed25519 };
Result<PrivateKeyHandle> generate_key(NewKey kind);

// PKCS#8 in PEM; encrypted (PBES2, AES-256, PBKDF2 with HMAC-SHA-256) unless the passphrase is empty. The text is wiped
// with the Secret. Error: internal.crypto.
Result<Secret> private_key_pem(const EVP_PKEY* key, const Secret& passphrase);
Result<Bytes> certificate_pem(const X509* certificate);
// PBES2 with AES-256 and HMAC-SHA-256. Error: internal.crypto.
Result<Bytes> pkcs12_file(EVP_PKEY* key, const SharedX509& certificate, const std::vector<SharedX509>& chain,
                          const Secret& passphrase);

}  // namespace sceau
