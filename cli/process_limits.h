// SPDX-License-Identifier: Apache-2.0
// What this process may leave behind, and how much it may open.
#pragma once

#include "foundation/result.h"

namespace sceau {

// Keys and passphrases pass through this process: it leaves no core and lets no debugger of the same user look in.
void forbid_dumps();

// For a service through which votes pass: everything freed from now on is overwritten, that of the XML and OpenSSL
// libraries too. To be called before any thread starts and before OpenSSL is used. Errors: internal.crypto.
Status wipe_what_is_freed();

// As many open files as the system lets this process have.
void raise_file_limit();

}  // namespace sceau
