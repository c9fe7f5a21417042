// SPDX-License-Identifier: Apache-2.0
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "crypto/openssl_error.h"
#include "crypto/private_key.h"

namespace sceau {
namespace {

using Pkcs8Handle = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using EncryptedPkcs8Handle = Owned<X509_SIG, X509_SIG_free>;
using Pkcs12Handle = Owned<PKCS12, PKCS12_free>;

// OpenSSL's default of 2,048 is of another century; this takes about 0.1 s to open.
constexpr int pbkdf2_iterations = 200'000;

std::string_view contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, size > 0 ? static_cast<std::size_t>(size) : 0};
}

bool write_encrypted(BIO* to, PKCS8_PRIV_KEY_INFO* info, std::string_view passphrase) {
  const EncryptedPkcs8Handle encrypted(PKCS8_encrypt_ex(-1, EVP_aes_256_cbc(), passphrase.data(),
                                                        static_cast<int>(passphrase.size()), nullptr, 0,
                                                        pbkdf2_iterations, info, nullptr, nullptr));
  return encrypted && PEM_write_bio_PKCS8(to, encrypted.get()) == 1;
}

Result<CertificateStackHandle> stack_of(const std::vector<SharedX509>& certificates) {
  CertificateStackHandle stack(sk_X509_new_null());
  for (const auto& certificate : certificates) {
    if (!stack || X509_add_cert(stack.get(), certificate.get(), X509_ADD_FLAG_UP_REF) != 1) {
      return openssl_error(Reason::crypto_failed, "certificate stack");
    }
  }
  return stack;
}

}  // namespace

Result<Secret> private_key_pem(const EVP_PKEY* key, const Secret& passphrase) {
  const Pkcs8Handle info(EVP_PKEY2PKCS8(key));
  const BioHandle bio(BIO_new(BIO_s_secmem()));
  const bool is_written = info && bio &&
                          (passphrase.empty() ? PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), info.get()) == 1
                                              : write_encrypted(bio.get(), info.get(), passphrase.reveal()));
  if (!is_written) return openssl_error(Reason::crypto_failed, "PKCS#8");
  return Secret(std::string(contents(bio.get())));
}

Result<Bytes> certificate_pem(const X509* certificate) {
  const BioHandle bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1) {
    return openssl_error(Reason::crypto_failed, "certificate as PEM");
  }
  return to_bytes(contents(bio.get()));
}

Result<Bytes> pkcs12_file(EVP_PKEY* key, const SharedX509& certificate, const std::vector<SharedX509>& chain,
                          const Secret& passphrase) {
  const auto others = stack_of(chain);
  if (!others) return others.error();
  const Pkcs12Handle file(PKCS12_create_ex(passphrase.reveal().data(), nullptr, key, certificate.get(), others->get(),
                                           NID_aes_256_cbc, NID_aes_256_cbc, pbkdf2_iterations, pbkdf2_iterations, 0,
                                           nullptr, nullptr));
  if (!file) return openssl_error(Reason::crypto_failed, "PKCS#12");
  return der_of<i2d_PKCS12>(file.get());
}

}  // namespace sceau
