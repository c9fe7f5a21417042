// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/x509.h>

#include <string>

namespace sceau {

// The rendering that Certificate::subject() describes. Always valid UTF-8 without control characters.
std::string name_text(const X509_NAME* name);

}  // namespace sceau
