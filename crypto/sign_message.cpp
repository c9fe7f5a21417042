// SPDX-License-Identifier: Apache-2.0
#include "crypto/sign_message.h"

#include <openssl/rsa.h>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

// RFC 4056: the salt is as long as the digest.
bool prepare_pss(EVP_PKEY_CTX* context, SignatureScheme scheme) {
  if (scheme != SignatureScheme::rsa_pss) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

}  // namespace

Result<Bytes> sign_message(EVP_PKEY* key, SignatureAlgorithm algorithm, ByteView message) {
  const auto& row = row_of(algorithm);
  const bool is_eddsa = row.scheme == SignatureScheme::ed25519 || row.scheme == SignatureScheme::ed448;
  const DigestHandle context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = signature.size();
  if (!context ||
      EVP_DigestSignInit(context.get(), &key_context, is_eddsa ? nullptr : openssl_digest(row.digest), nullptr, key) !=
          1 ||
      !prepare_pss(key_context, row.scheme) ||
      EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
    return openssl_error(Reason::crypto_failed, "signing: " + std::string(row.name));
  }
  signature.resize(size);
  return signature;
}

}  // namespace sceau
