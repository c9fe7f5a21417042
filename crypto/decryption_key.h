// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "crypto/openssl_handle.h"
#include "crypto/public_key.h"
#include "crypto/secret_bytes.h"
#include "foundation/result.h"

namespace sceau {

// Whatever can open what was encrypted to its public half: a key in memory here, a token elsewhere. May be used by
// several threads at once.
class DecryptionKey {
 public:
  virtual ~DecryptionKey() = default;
  virtual const PublicKey& public_key() const = 0;
  // RSAES-OAEP (RFC 8017) with SHA-256 for both digests and no label. Errors: key.does_not_fit (no RSA key),
  // encryption.altered; of a token any of kind `key`.
  virtual Result<SecretBytes> decrypt_oaep(ByteView encrypted) const = 0;
  // Elliptic-curve Diffie-Hellman (SEC 1, 3.3.1): the shared x coordinate with an uncompressed point of the key's own
  // curve. Errors: key.does_not_fit (no EC key), encryption.altered (no such point); of a token any of kind `key`.
  virtual Result<SecretBytes> agree(ByteView point) const = 0;
};

// A key in memory; OpenSSL wipes it when the last owner lets go. Error: signature.algorithm_unknown.
Result<std::shared_ptr<const DecryptionKey>> decryption_key_from(PrivateKeyHandle key);

}  // namespace sceau
