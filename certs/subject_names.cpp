// SPDX-License-Identifier: Apache-2.0
#include "certs/subject_names.h"

#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

std::string utf8_of(const ASN1_STRING* value) {
  unsigned char* raw = nullptr;
  const int size = ASN1_STRING_to_UTF8(&raw, value);
  const MemoryHandle text(raw);
  forget_openssl_errors();
  if (size <= 0) return {};
  std::string utf8(reinterpret_cast<const char*>(text.get()), static_cast<std::size_t>(size));
  return is_utf8(utf8) && utf8.find('\0') == std::string::npos ? utf8 : std::string();
}

// Two surnames are none: which of them is meant nobody could say.
std::string only_part(const X509_NAME* name, int nid) {
  const int first = X509_NAME_get_index_by_NID(name, nid, -1);
  if (first < 0 || X509_NAME_get_index_by_NID(name, nid, first) >= 0) return {};
  return utf8_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, first)));
}

}  // namespace

SubjectNames subject_names(const Certificate& certificate) {
  const auto* name = X509_get_subject_name(certificate.handle());
  return {.surname = only_part(name, NID_surname),
          .given_name = only_part(name, NID_givenName),
          .organization = only_part(name, NID_organizationName),
          .organization_identifier = only_part(name, NID_organizationIdentifier),
          .pseudonym = only_part(name, NID_pseudonym)};
}

}  // namespace sceau
