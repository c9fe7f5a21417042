// SPDX-License-Identifier: Apache-2.0
// OpenSSL's objects wrapped once, by their free functions. A handle owns; a SharedX509 or SharedCrl is a copyable
// value, never changed after it was made and so safe to read from several threads.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <vector>

#include "foundation/bytes.h"

namespace sceau {

template <auto FreeFunction>
struct FreeWith {
  template <typename T>
  void operator()(T* object) const noexcept {
    FreeFunction(object);
  }
};
template <typename T, auto FreeFunction>
using Owned = std::unique_ptr<T, FreeWith<FreeFunction>>;

// Some free functions of OpenSSL are macros; a pointer to a function cannot be taken of those.
inline void free_openssl_memory(void* memory) { OPENSSL_free(memory); }
inline void free_bio_chain(BIO* bio) { BIO_free_all(bio); }

using BioHandle = Owned<BIO, free_bio_chain>;
using MemoryHandle = Owned<unsigned char, free_openssl_memory>;
using DigestHandle = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using MessageDigestHandle = Owned<EVP_MD, EVP_MD_free>;
using PrivateKeyHandle = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContextHandle = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using CertificateHandle = Owned<X509, X509_free>;
using CrlHandle = Owned<X509_CRL, X509_CRL_free>;
using RevokedHandle = Owned<X509_REVOKED, X509_REVOKED_free>;
using NameHandle = Owned<X509_NAME, X509_NAME_free>;
using ExtensionHandle = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using StoreHandle = Owned<X509_STORE, X509_STORE_free>;
using StoreContextHandle = Owned<X509_STORE_CTX, X509_STORE_CTX_free>;
using VerifyParametersHandle = Owned<X509_VERIFY_PARAM, X509_VERIFY_PARAM_free>;
using AlgorithmIdentifierHandle = Owned<X509_ALGOR, X509_ALGOR_free>;
using PublicKeyInfoHandle = Owned<X509_PUBKEY, X509_PUBKEY_free>;
using CmsHandle = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using TimestampRequestHandle = Owned<TS_REQ, TS_REQ_free>;
using TimestampResponseHandle = Owned<TS_RESP, TS_RESP_free>;
using TimestampInfoHandle = Owned<TS_TST_INFO, TS_TST_INFO_free>;
using IntegerHandle = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using ObjectHandle = Owned<ASN1_OBJECT, ASN1_OBJECT_free>;
using OctetStringHandle = Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using TimeHandle = Owned<ASN1_TIME, ASN1_TIME_free>;
using GeneralizedTimeHandle = Owned<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free>;
using AnyHandle = Owned<ASN1_TYPE, ASN1_TYPE_free>;
using BigNumberHandle = Owned<BIGNUM, BN_clear_free>;
using GeneralNamesHandle = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
using ExtendedKeyUsageHandle = Owned<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using LibraryContextHandle = Owned<OSSL_LIB_CTX, OSSL_LIB_CTX_free>;

// A stack owns its elements: free both.
inline void free_certificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
inline void free_crls(STACK_OF(X509_CRL) * stack) { sk_X509_CRL_pop_free(stack, X509_CRL_free); }
using CertificateStackHandle = Owned<STACK_OF(X509), free_certificates>;
using CrlStackHandle = Owned<STACK_OF(X509_CRL), free_crls>;

using SharedX509 = std::shared_ptr<X509>;
using SharedCrl = std::shared_ptr<X509_CRL>;

inline SharedX509 share(CertificateHandle certificate) { return SharedX509(std::move(certificate)); }
inline SharedCrl share(CrlHandle crl) { return SharedCrl(std::move(crl)); }

// A further owner of a certificate that OpenSSL owns (the chain of a store context, say).
inline SharedX509 share_also(X509* certificate) {
  X509_up_ref(certificate);
  return SharedX509(certificate, X509_free);
}

// Any object with an i2d function as DER; empty when OpenSSL cannot encode it.
template <auto Encode, typename T>
Bytes der_of(T* object) {
  unsigned char* encoded = nullptr;
  const int size = Encode(object, &encoded);
  if (size <= 0) return {};
  const MemoryHandle owner(encoded);
  return Bytes(encoded, encoded + size);
}

inline Bytes certificate_der(const SharedX509& certificate) { return der_of<i2d_X509>(certificate.get()); }

}  // namespace sceau
