// SPDX-License-Identifier: Apache-2.0
// Keys and certificates for TLS, made once in a folder of their own by `openssl`: the authorities `ours` and `theirs`,
// and servers of `ours`: `localhost`, `address` (127.0.0.1), `other` (example.org), `expired`, and `rsa`.
#pragma once

#include <string>

#include "foundation/file_bytes.h"
#include "network/tls_session.h"

namespace sceau::test {

Path tls_file(const std::string& name);  // "ours.pem", "localhost.key"
TlsIdentity tls_identity(const std::string& server);

}  // namespace sceau::test
