// SPDX-License-Identifier: Apache-2.0
#include "crypto/openssl_error.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <array>
#include <string_view>

namespace sceau {

Error openssl_error(Reason reason, std::string what) {
  std::array<char, 256> line{};
  while (const unsigned long code = ERR_get_error()) {
    ERR_error_string_n(code, line.data(), line.size());
    const std::string_view told(line.data());
    if (what.find(told) == std::string::npos) what.append("; ").append(told);  // it may try, and fail, several times
  }
  return Error{reason, std::move(what)};
}

void forget_openssl_errors() { ERR_clear_error(); }

std::string openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

}  // namespace sceau
