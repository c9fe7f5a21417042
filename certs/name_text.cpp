// SPDX-License-Identifier: Apache-2.0
#include "certs/name_text.h"

#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr unsigned long ascii_form =
    ASN1_STRFLGS_RFC2253 | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_DN_REV | XN_FLAG_FN_SN | XN_FLAG_DUMP_UNKNOWN_FIELDS;
constexpr unsigned long utf8_form = ascii_form & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);

std::string printed(const X509_NAME* name, unsigned long form) {
  const BioHandle out(BIO_new(BIO_s_mem()));
  if (!out || X509_NAME_print_ex(out.get(), name, 0, form) < 0) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

}  // namespace

// A string whose bytes are not in the encoding that its tag claims cannot be converted: its bytes are then shown
// escaped, never passed on raw.
std::string name_text(const X509_NAME* name) {
  auto text = printed(name, utf8_form);
  if (text.empty() || !is_utf8(text)) text = printed(name, ascii_form);
  if (text.empty()) text = printed(name, ascii_form & ~static_cast<unsigned long>(ASN1_STRFLGS_UTF8_CONVERT));
  forget_openssl_errors();
  return printable(text);
}

}  // namespace sceau
