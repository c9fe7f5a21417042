// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "foundation/result.h"

namespace sceau {

// What OpenSSL frees is freed by `wiping_free` (foundation/wiping_memory.h). To be called before anything else of
// OpenSSL is. Errors: internal.crypto (OpenSSL has memory already).
Status wipe_freed_openssl_memory();

}  // namespace sceau
