// SPDX-License-Identifier: Apache-2.0
#include "tests/pki/test_pki.h"

#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>

#include "crypto/asn1_time.h"
#include "foundation/text_encoding.h"

namespace sceau::test {
namespace {

void must(bool done, const char* what) {
  if (done) return;
  std::fprintf(stderr, "test PKI: %s\n", what);
  std::abort();
}

void set_time(ASN1_TIME* time, const std::string& text) {
  const auto instant = from_rfc3339(text);
  must(static_cast<bool>(instant), text.c_str());
  const auto wanted = asn1_time(*instant);
  must(static_cast<bool>(wanted) && ASN1_STRING_copy(time, wanted->get()) == 1, text.c_str());
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  if (value.empty()) return;
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  Owned<X509_EXTENSION, X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, value.c_str());
}

void set_serial(ASN1_INTEGER* serial) {
  static long next = 1000;
  must(ASN1_INTEGER_set(serial, ++next) == 1, "serial");
}

void add_name_part(X509* certificate, const std::string& field, const std::string& value) {
  auto* name = X509_get_subject_name(certificate);
  const auto* text = as_bytes(value).data();
  must(X509_NAME_add_entry_by_txt(name, field.c_str(), MBSTRING_UTF8, text, static_cast<int>(value.size()), -1, 0) == 1,
       "name");
}

void set_name(X509* certificate, const Wanted& wanted) {
  for (const auto& [field, value] : wanted.subject) add_name_part(certificate, field, value);
  add_name_part(certificate, "CN", wanted.common_name);
}

void add_qualified_statements(X509* certificate, const std::string& hex) {
  if (hex.empty()) return;
  const auto der = from_hex(hex);
  must(static_cast<bool>(der), "hex");
  const OctetStringHandle value(ASN1_OCTET_STRING_new());
  must(value && ASN1_OCTET_STRING_set(value.get(), der->data(), static_cast<int>(der->size())) == 1, "octets");
  const ExtensionHandle extension(X509_EXTENSION_create_by_NID(nullptr, NID_qcStatements, 0, value.get()));
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "qcStatements");
}

std::vector<Certificate> chain_to(const Issued* issuer) {
  if (issuer == nullptr || issuer->certificate.is_self_issued()) return {};
  auto chain = std::vector{issuer->certificate};
  chain.insert(chain.end(), issuer->chain.begin(), issuer->chain.end());
  return chain;
}

}  // namespace

SigningIdentity Issued::identity() const {
  must(EVP_PKEY_up_ref(key.get()) == 1, "key");
  auto signing_key = signing_key_from(PrivateKeyHandle(key.get()));
  must(static_cast<bool>(signing_key), "signing key");
  SigningIdentity identity{*signing_key, certificate.shared(), {}};
  for (const auto& each : chain) identity.chain.push_back(each.shared());
  return identity;
}

Issued issue(const Wanted& wanted) {
  auto key = generate_key(wanted.key);
  must(static_cast<bool>(key), "key");
  Owned<X509, X509_free> certificate(X509_new());
  X509* made = certificate.get();
  X509* issuer = wanted.issuer == nullptr ? made : wanted.issuer->certificate.handle();
  must(X509_set_version(made, X509_VERSION_3) == 1 && X509_set_pubkey(made, key->get()) == 1, "certificate");
  set_serial(X509_get_serialNumber(made));
  set_name(made, wanted);
  must(X509_set_issuer_name(made, X509_get_subject_name(issuer)) == 1, "issuer");
  set_time(X509_getm_notBefore(made), wanted.not_before);
  set_time(X509_getm_notAfter(made), wanted.not_after);
  add_extension(made, issuer, NID_basic_constraints, wanted.ca ? "critical,CA:TRUE" : "");
  add_extension(made, issuer, NID_key_usage, wanted.key_usage);
  add_extension(made, issuer, NID_ext_key_usage, wanted.extended_key_usage);
  add_extension(made, issuer, NID_subject_key_identifier, "hash");
  if (wanted.issuer != nullptr) add_extension(made, issuer, NID_authority_key_identifier, "keyid");
  add_qualified_statements(made, wanted.qualified_statements);
  EVP_PKEY* signing = wanted.issuer == nullptr ? key->get() : wanted.issuer->key.get();
  const bool pure = EVP_PKEY_is_a(signing, "ED25519") == 1;
  must(X509_sign(made, signing, pure ? nullptr : EVP_get_digestbyname(wanted.digest)) > 0, "sign");
  // Decoded, as every certificate outside this file is: one just signed is encoded anew whenever it is asked for.
  auto value = certificate_from_der(der_of<i2d_X509>(made));
  must(static_cast<bool>(value), "value");
  return {*value, std::shared_ptr<EVP_PKEY>(key->release(), EVP_PKEY_free), chain_to(wanted.issuer)};
}

RevocationList issue_list(const Issued& issuer, const std::vector<RevokedEntry>& revoked,
                          const std::string& this_update, const std::string& next_update, const char* digest) {
  Owned<X509_CRL, X509_CRL_free> list(X509_CRL_new());
  must(X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1 &&
           X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.handle())) == 1,
       "list");
  Owned<ASN1_TIME, ASN1_TIME_free> time(ASN1_TIME_new());
  set_time(time.get(), this_update);
  must(X509_CRL_set1_lastUpdate(list.get(), time.get()) == 1, "thisUpdate");
  set_time(time.get(), next_update);
  must(X509_CRL_set1_nextUpdate(list.get(), time.get()) == 1, "nextUpdate");
  for (const auto& entry : revoked) {
    X509_REVOKED* made = X509_REVOKED_new();
    set_time(time.get(), entry.at);
    must(X509_REVOKED_set_serialNumber(made, X509_get_serialNumber(entry.issued->certificate.handle())) == 1 &&
             X509_REVOKED_set_revocationDate(made, time.get()) == 1 && X509_CRL_add0_revoked(list.get(), made) == 1,
         "entry");
  }
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer.certificate.handle(), nullptr, nullptr, list.get(), 0);
  Owned<X509_EXTENSION, X509_EXTENSION_free> key_id(
      X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid"));
  must(key_id && X509_CRL_add_ext(list.get(), key_id.get(), -1) == 1, "key identifier");
  must(X509_CRL_sort(list.get()) == 1 && X509_CRL_sign(list.get(), issuer.key.get(), EVP_get_digestbyname(digest)) > 0,
       "sign");
  // Read back: OpenSSL takes note of a list's extensions only when it decodes it.
  auto value = revocation_list_from_der(der_of<i2d_X509_CRL>(list.get()));
  must(static_cast<bool>(value), "value");
  return *value;
}

}  // namespace sceau::test
