// SPDX-License-Identifier: Apache-2.0
// PEM keys, PKCS#12 files and certificates, read without ever asking the terminal.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "crypto/openssl_error.h"
#include "crypto/private_key.h"

namespace sceau {
namespace {

using Pkcs8Handle = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using Pkcs12Handle = Owned<PKCS12, PKCS12_free>;
using ProviderHandle = Owned<OSSL_PROVIDER, OSSL_PROVIDER_unload>;

// A library context of its own in which the ciphers of old files (RC2-40, DES) exist, so that they exist nowhere else.
struct OldCiphers {
  LibraryContextHandle context{OSSL_LIB_CTX_new()};
  ProviderHandle modern{OSSL_PROVIDER_load(context.get(), "default")};
  ProviderHandle legacy{OSSL_PROVIDER_load(context.get(), "legacy")};
};

// Given to OpenSSL so that it asks us instead of the terminal.
struct PassphraseAnswer {
  std::string_view passphrase;
  bool was_asked = false;
};

int answer_passphrase(char* buffer, int size, int /*writing*/, void* answer_pointer) {
  auto& answer = *static_cast<PassphraseAnswer*>(answer_pointer);
  answer.was_asked = true;
  if (answer.passphrase.size() > static_cast<std::size_t>(size)) return -1;
  std::memcpy(buffer, answer.passphrase.data(), answer.passphrase.size());
  return static_cast<int>(answer.passphrase.size());
}

bool contains_text(ByteView bytes, std::string_view wanted) {
  return as_text(bytes).find(wanted) != std::string_view::npos;
}

bool is_pem(ByteView bytes) { return contains_text(bytes, "-----BEGIN "); }

BioHandle reader_of(ByteView bytes) {
  return BioHandle(BIO_new_mem_buf(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX))));
}

PrivateKeyHandle decode_pem_key(ByteView pem, PassphraseAnswer& answer, OSSL_LIB_CTX* context) {
  const BioHandle bio = reader_of(pem);
  return PrivateKeyHandle(PEM_read_bio_PrivateKey_ex(bio.get(), nullptr, answer_passphrase, &answer, context, nullptr));
}

// Out of the library context it was read in, which is about to die, into the program's own.
PrivateKeyHandle moved_to_own_context(const PrivateKeyHandle& key) {
  const Pkcs8Handle info(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
  return PrivateKeyHandle(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
}

SharedX509 moved_to_own_context(X509* certificate) {
  const Bytes der = der_of<i2d_X509>(certificate);
  const unsigned char* at = der.data();
  return share(CertificateHandle(d2i_X509(nullptr, &at, static_cast<long>(der.size()))));
}

// ---- PKCS#12 ----

struct KeyAndCertificates {
  PrivateKeyHandle key;
  std::vector<SharedX509> certificates;
};

Pkcs12Handle decode_pkcs12(ByteView bytes, OSSL_LIB_CTX* context) {
  PKCS12* file = PKCS12_init_ex(NID_pkcs7_data, context, nullptr);
  const BioHandle bio = reader_of(bytes);
  if (file == nullptr || !bio) {
    PKCS12_free(file);
    return nullptr;
  }
  // On some failures OpenSSL frees what it was given and clears the pointer, on others it does neither.
  if (d2i_PKCS12_bio(bio.get(), &file) == nullptr) PKCS12_free(std::exchange(file, nullptr));
  return Pkcs12Handle(file);
}

// An empty passphrase is written in two ways: as an empty string and as none at all.
bool opens_with(PKCS12* file, std::string_view passphrase) {
  if (PKCS12_verify_mac(file, passphrase.data(), static_cast<int>(passphrase.size())) == 1) return true;
  return passphrase.empty() && PKCS12_verify_mac(file, nullptr, 0) == 1;
}

bool has_mac_of_unknown_kind(const PKCS12* file) {
  const X509_ALGOR* identifier = nullptr;
  PKCS12_get0_mac(nullptr, &identifier, nullptr, nullptr, file);
  const ASN1_OBJECT* object = nullptr;
  if (identifier != nullptr) X509_ALGOR_get0(&object, nullptr, nullptr, identifier);
  return object != nullptr && EVP_get_digestbyobj(object) == nullptr;
}

Result<KeyAndCertificates> unpack_pkcs12(PKCS12* file, std::string_view passphrase) {
  EVP_PKEY* key = nullptr;
  X509* own = nullptr;
  STACK_OF(X509)* others = nullptr;
  if (PKCS12_parse(file, passphrase.data(), &key, &own, &others) != 1) {
    return openssl_error(Reason::key_not_readable, "PKCS#12 contents");
  }
  const PrivateKeyHandle key_owner(key);
  const CertificateHandle own_owner(own);
  const CertificateStackHandle others_owner(others);

  KeyAndCertificates found{moved_to_own_context(key_owner), {}};
  if (own != nullptr) found.certificates.push_back(moved_to_own_context(own));
  for (int at = 0; at < sk_X509_num(others); ++at) {
    found.certificates.push_back(moved_to_own_context(sk_X509_value(others, at)));
  }
  if (!found.key) return openssl_error(Reason::key_not_readable, "the PKCS#12 file holds no private key");
  if (std::ranges::count(found.certificates, nullptr) != 0) {
    return openssl_error(Reason::key_not_readable, "a certificate of the PKCS#12 file cannot be read");
  }
  return found;
}

Result<KeyAndCertificates> unpack_old_pkcs12(ByteView bytes, std::string_view passphrase) {
  const OldCiphers old;
  if (!old.legacy) return openssl_error(Reason::key_not_readable, "an old PKCS#12 file, and no legacy provider");
  const Pkcs12Handle file = decode_pkcs12(bytes, old.context.get());
  if (!file) return openssl_error(Reason::key_not_readable, "no PKCS#12");
  return unpack_pkcs12(file.get(), passphrase);
}

Result<KeyAndCertificates> read_pkcs12(ByteView bytes, const Secret& passphrase) {
  const Pkcs12Handle file = decode_pkcs12(bytes, nullptr);
  if (!file) return openssl_error(Reason::key_not_readable, "neither PEM nor PKCS#12");
  if (PKCS12_mac_present(file.get()) != 1) return Error{Reason::key_not_readable, "the PKCS#12 file carries no MAC"};
  if (!opens_with(file.get(), passphrase.reveal())) {
    const auto reason = has_mac_of_unknown_kind(file.get()) ? Reason::key_not_readable : Reason::key_wrong_passphrase;
    return openssl_error(reason, "the seal (MAC) of the PKCS#12 file does not verify");
  }
  auto today = unpack_pkcs12(file.get(), passphrase.reveal());
  if (today) return today;
  auto old = unpack_old_pkcs12(bytes, passphrase.reveal());
  forget_openssl_errors();
  return old;
}

// ---- PEM ----

int refuse_passphrase(char*, int, int, void*) { return -1; }

bool reached_the_end() { return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE; }

Result<std::vector<SharedX509>> read_pem_certificates(ByteView pem) {
  std::vector<SharedX509> certificates;
  const BioHandle bio = reader_of(pem);
  while (auto certificate = CertificateHandle(PEM_read_bio_X509(bio.get(), nullptr, refuse_passphrase, nullptr))) {
    certificates.push_back(share(std::move(certificate)));
  }
  if (!reached_the_end()) return openssl_error(Reason::certificate_malformed, "PEM certificate");
  forget_openssl_errors();
  return certificates;
}

Result<std::vector<SharedX509>> read_der_certificate(ByteView der) {
  const unsigned char* at = der.data();
  CertificateHandle certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size()) return openssl_error(Reason::certificate_malformed, "DER");
  return std::vector{share(std::move(certificate))};
}

Result<PrivateKeyHandle> read_pem_key(ByteView pem, const Secret& passphrase) {
  PassphraseAnswer answer{passphrase.reveal()};
  if (auto key = decode_pem_key(pem, answer, nullptr)) return key;
  if (answer.was_asked) {
    const OldCiphers old;
    if (auto key = moved_to_own_context(decode_pem_key(pem, answer, old.context.get()))) {
      forget_openssl_errors();
      return key;
    }
  }
  if (!answer.was_asked) return openssl_error(Reason::key_not_readable, "PEM private key");
  forget_openssl_errors();  // what every decoder had to say about it
  return Error{Reason::key_wrong_passphrase, "PEM private key"};
}

Result<KeyAndCertificates> read_pem_identity(ByteView pem, const Secret& passphrase) {
  auto key = read_pem_key(pem, passphrase);
  if (!key) return key.error();
  auto certificates = read_pem_certificates(pem);
  if (!certificates) return certificates.error();
  return KeyAndCertificates{std::move(*key), std::move(*certificates)};
}

// ---- Key and certificate together ----

// The signer's certificate comes to the front; it is the one with the key's public half.
Status put_own_certificate_first(std::vector<SharedX509>& certificates, const EVP_PKEY* key) {
  if (certificates.empty()) return Error{Reason::key_without_certificate, "the file holds a key alone"};
  const auto own = std::ranges::find_if(certificates, [key](const SharedX509& certificate) {
    const EVP_PKEY* candidate = X509_get0_pubkey(certificate.get());
    return candidate != nullptr && EVP_PKEY_eq(candidate, key) == 1;
  });
  forget_openssl_errors();
  if (own == certificates.end()) return Error{Reason::key_does_not_fit, "no certificate carries the key's public half"};
  std::rotate(certificates.begin(), own, own + 1);
  return Done{};
}

}  // namespace

bool needs_passphrase(ByteView key_file) {
  if (is_pem(key_file)) {
    return contains_text(key_file, "-----BEGIN ENCRYPTED PRIVATE KEY-----") ||
           contains_text(key_file, "Proc-Type: 4,ENCRYPTED");
  }
  const Pkcs12Handle file = decode_pkcs12(key_file, nullptr);
  const bool opens = file && PKCS12_mac_present(file.get()) == 1 && opens_with(file.get(), "");
  forget_openssl_errors();
  return file && !opens;
}

Result<PrivateKeyHandle> read_private_key(ByteView key_file, const Secret& passphrase) {
  if (is_pem(key_file)) return read_pem_key(key_file, passphrase);
  auto found = read_pkcs12(key_file, passphrase);
  if (!found) return found.error();
  return std::move(found->key);
}

Result<std::vector<SharedX509>> read_certificates(ByteView pem_or_der) {
  if (!is_pem(pem_or_der)) return read_der_certificate(pem_or_der);
  auto certificates = read_pem_certificates(pem_or_der);
  if (certificates && certificates->empty()) return Error{Reason::certificate_malformed, "no certificate in the PEM"};
  return certificates;
}

Result<SigningIdentity> read_identity(ByteView key_file, ByteView certificate_file, const Secret& passphrase) {
  auto found = is_pem(key_file) ? read_pem_identity(key_file, passphrase) : read_pkcs12(key_file, passphrase);
  if (!found) return found.error();
  if (!certificate_file.empty()) {
    auto more = read_certificates(certificate_file);
    if (!more) return more.error();
    found->certificates.insert(found->certificates.begin(), more->begin(), more->end());
  }
  if (auto first = put_own_certificate_first(found->certificates, found->key.get()); !first) return first.error();
  auto key = signing_key_from(std::move(found->key));
  if (!key) return key.error();
  SigningIdentity identity{*key, found->certificates.front(), {}};
  identity.chain.assign(found->certificates.begin() + 1, found->certificates.end());
  return identity;
}

}  // namespace sceau
