// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/certificate_issuer.h"

#include <openssl/x509v3.h>

#include "crypto/asn1_time.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

Error failed(const char* what) { return openssl_error(Reason::crypto_failed, what); }

bool add_part(X509_NAME* name, const char* field, const std::string& value) {
  const auto* const text = as_bytes(value).data();
  return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, static_cast<int>(value.size()), -1, 0) == 1;
}

// X.520 order, from the country down; it is shown the other way round.
// The first 64 characters (X.520, ub-common-name and ub-organization-name), whole ones.
std::string shortened(const std::string& name) {
  std::size_t end = 0;
  for (int count = 0; end < name.size() && count < 64; ++count) {
    do ++end;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80);
  }
  return name.substr(0, end);
}

NameHandle name_of(const CertificateContent& content) {
  NameHandle name(X509_NAME_new());
  if (!name || !add_part(name.get(), "C", content.country) ||
      !add_part(name.get(), "O", shortened(content.organization)) ||
      !add_part(name.get(), "CN", shortened(content.common_name))) {
    return nullptr;
  }
  if (!content.surname.empty() && !add_part(name.get(), "SN", content.surname)) return nullptr;
  if (!content.given_name.empty() && !add_part(name.get(), "GN", content.given_name)) return nullptr;
  return name;
}

// RFC 5280, 4.1.2.2: positive, at most 20 octets.
Result<IntegerHandle> random_serial(const RandomSource& random) {
  auto bytes = random_bytes(random, 16);
  if (!bytes) return bytes.error();
  (*bytes)[0] = static_cast<std::uint8_t>(((*bytes)[0] & 0x3f) | 0x40);
  const BigNumberHandle number(BN_bin2bn(bytes->data(), static_cast<int>(bytes->size()), nullptr));
  IntegerHandle serial(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
  if (!serial) return failed("serial number");
  return serial;
}

bool set_validity(X509* certificate, const CertificateContent& content) {
  const auto not_before = asn1_time(content.not_before);
  const auto not_after = asn1_time(content.not_after);
  return not_before && not_after && X509_set1_notBefore(certificate, not_before->get()) == 1 &&
         X509_set1_notAfter(certificate, not_after->get()) == 1;
}

bool add_extension(X509* certificate, X509V3_CTX& context, const ExtensionText& text) {
  const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, text.nid, text.value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool add_extensions(X509* certificate, X509* issuer, const std::vector<ExtensionText>& texts) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  if (!add_extension(certificate, context, {NID_subject_key_identifier, "hash"})) return false;
  if (issuer != certificate && !add_extension(certificate, context, {NID_authority_key_identifier, "keyid:always"})) {
    return false;
  }
  for (const auto& text : texts) {
    if (!add_extension(certificate, context, text)) return false;
  }
  return true;
}

bool add_list_extensions(X509_CRL* list, X509* issuer, Instant this_update) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, nullptr, nullptr, list, 0);
  const ExtensionHandle key(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
  const IntegerHandle number(ASN1_INTEGER_new());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(this_update).time_since_epoch().count();
  return key && number && ASN1_INTEGER_set_int64(number.get(), seconds) == 1 &&
         X509_CRL_add_ext(list, key.get(), -1) == 1 &&
         X509_CRL_add1_ext_i2d(list, NID_crl_number, number.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

}  // namespace

Result<Certificate> issue_certificate(const CertificateContent& content, EVP_PKEY* key, const CertificateIssuer& issuer,
                                      const RandomSource& random) {
  const auto serial = random_serial(random);
  if (!serial) return serial.error();
  CertificateHandle made(X509_new());
  const auto subject = name_of(content);
  X509* const signer = issuer.certificate != nullptr ? issuer.certificate : made.get();
  EVP_PKEY* const signing_key = issuer.key != nullptr ? issuer.key : key;
  if (!made || !subject || X509_set_version(made.get(), X509_VERSION_3) != 1 ||
      X509_set_serialNumber(made.get(), serial->get()) != 1 || X509_set_subject_name(made.get(), subject.get()) != 1 ||
      X509_set_issuer_name(made.get(), X509_get_subject_name(signer)) != 1 || !set_validity(made.get(), content) ||
      X509_set_pubkey(made.get(), key) != 1 || !add_extensions(made.get(), signer, content.extensions) ||
      X509_sign(made.get(), signing_key, EVP_sha256()) <= 0) {
    return failed("certificate");
  }
  // Read back what was written, so that the value is what others will see.
  return certificate_from_der(der_of<i2d_X509>(made.get()));
}

Result<RevocationList> issue_revocation_list(const CertificateIssuer& issuer, Instant this_update,
                                             Instant next_update) {
  const CrlHandle made(X509_CRL_new());
  const auto issued = asn1_time(this_update);
  const auto next = asn1_time(next_update);
  if (!made || !issued || !next || X509_CRL_set_version(made.get(), X509_CRL_VERSION_2) != 1 ||
      X509_CRL_set_issuer_name(made.get(), X509_get_subject_name(issuer.certificate)) != 1 ||
      X509_CRL_set1_lastUpdate(made.get(), issued->get()) != 1 ||
      X509_CRL_set1_nextUpdate(made.get(), next->get()) != 1 ||
      !add_list_extensions(made.get(), issuer.certificate, this_update) ||
      X509_CRL_sign(made.get(), issuer.key, EVP_sha256()) <= 0) {
    return failed("revocation list");
  }
  return revocation_list_from_der(der_of<i2d_X509_CRL>(made.get()));
}

}  // namespace sceau
