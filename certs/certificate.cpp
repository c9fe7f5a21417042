// SPDX-License-Identifier: Apache-2.0
#include "certs/certificate.h"

#include <openssl/x509v3.h>

#include "certs/name_text.h"
#include "certs/pem_blocks.h"
#include "crypto/asn1_time.h"
#include "crypto/digest.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Error malformed(std::string what) { return openssl_error(Reason::certificate_malformed, std::move(what)); }

bool is_certificate_label(std::string_view label) { return label == "CERTIFICATE" || label == "X509 CERTIFICATE"; }

std::uint32_t key_usage_bit(KeyUsage usage) {
  switch (usage) {
    case KeyUsage::digital_signature: return KU_DIGITAL_SIGNATURE;
    case KeyUsage::non_repudiation: return KU_NON_REPUDIATION;
    case KeyUsage::key_encipherment: return KU_KEY_ENCIPHERMENT;
    case KeyUsage::data_encipherment: return KU_DATA_ENCIPHERMENT;
    case KeyUsage::key_agreement: return KU_KEY_AGREEMENT;
    case KeyUsage::certificate_signing: return KU_KEY_CERT_SIGN;
    case KeyUsage::crl_signing: return KU_CRL_SIGN;
  }
  return 0;
}

std::string utf8_text(const ASN1_STRING* string) {
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, string);
  if (size < 0) return {};
  const MemoryHandle owner(text);
  return std::string(as_text({text, static_cast<std::size_t>(size)}));
}

}  // namespace

Bytes Certificate::der() const { return der_of<i2d_X509>(handle()); }

Bytes Certificate::sha256() const {
  auto value = digest(DigestAlgorithm::sha256, der());
  return value ? std::move(*value) : Bytes();
}

std::string Certificate::subject() const { return name_text(X509_get_subject_name(handle())); }
std::string Certificate::issuer() const { return name_text(X509_get_issuer_name(handle())); }

std::string Certificate::common_name() const {
  const X509_NAME* name = X509_get_subject_name(handle());
  int last = -1;
  for (int at = -1; (at = X509_NAME_get_index_by_NID(name, NID_commonName, at)) >= 0;) last = at;
  const auto text = last < 0 ? std::string() : utf8_text(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
  return text.empty() || !is_utf8(text) ? subject() : text;
}

std::string Certificate::serial() const {
  const BigNumberHandle number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(handle()), nullptr));
  if (!number) return {};
  char* text = BN_bn2hex(number.get());
  if (text == nullptr) return {};
  const Owned<char, free_openssl_memory> owner(text);
  return text;
}

bool Certificate::is_ca() const { return (X509_get_extension_flags(handle()) & EXFLAG_CA) != 0; }
bool Certificate::is_self_issued() const { return (X509_get_extension_flags(handle()) & EXFLAG_SI) != 0; }
bool Certificate::has_key_usage() const { return (X509_get_extension_flags(handle()) & EXFLAG_KUSAGE) != 0; }

// X509_get_key_usage answers UINT32_MAX where the extension is absent.
bool Certificate::allows(KeyUsage usage) const { return (X509_get_key_usage(handle()) & key_usage_bit(usage)) != 0; }

std::vector<std::string> Certificate::extended_key_usage() const {
  const ExtendedKeyUsageHandle usages(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(handle(), NID_ext_key_usage, nullptr, nullptr)));
  std::vector<std::string> oids;
  for (int i = 0; usages && i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
    oids.push_back(dotted_name(sk_ASN1_OBJECT_value(usages.get(), i)));
  }
  return oids;
}

Result<PublicKey> Certificate::public_key() const { return public_key_of(handle()); }

bool Certificate::operator==(const Certificate& other) const {
  return handle() == other.handle() || der() == other.der();
}

Result<Certificate> certificate_from(SharedX509 handle) {
  if (!handle) return Error{Reason::certificate_malformed, "there is no certificate"};
  const auto not_before = instant_of(X509_get0_notBefore(handle.get()));
  const auto not_after = instant_of(X509_get0_notAfter(handle.get()));
  if (!not_before || !not_after) return malformed("its validity holds no dates");
  // Extensions are decoded once, now, so that copies may be read by several threads.
  X509_check_purpose(handle.get(), -1, 0);
  forget_openssl_errors();
  return Certificate(std::move(handle), *not_before, *not_after);
}

Result<Certificate> certificate_from_der(ByteView der) {
  const unsigned char* at = der.data();
  CertificateHandle handle(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!handle) return malformed("it cannot be decoded");
  if (at != der.data() + der.size()) return malformed("bytes follow it");
  return certificate_from(share(std::move(handle)));
}

Result<std::vector<Certificate>> certificates_from(ByteView bytes) {
  std::vector<PemBlock> blocks{{"CERTIFICATE", {}}};
  if (looks_like_pem(bytes)) {
    blocks = pem_blocks(bytes);
  } else {
    blocks.front().der.assign(bytes.begin(), bytes.end());
  }
  std::vector<Certificate> certificates;
  for (const auto& block : blocks) {
    if (!is_certificate_label(block.label)) continue;
    auto certificate = certificate_from_der(block.der);
    if (!certificate) return certificate.error();
    certificates.push_back(std::move(*certificate));
  }
  if (certificates.empty()) return malformed("no PEM block is a certificate");
  return certificates;
}

std::string to_pem(const Certificate& certificate) { return pem_text("CERTIFICATE", certificate.der()); }

}  // namespace sceau
