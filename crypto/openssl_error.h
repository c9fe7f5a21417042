// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "foundation/result.h"

namespace sceau {

// An Error whose detail is `what` followed by what OpenSSL's error queue of this thread says; the queue is empty
// afterwards. OpenSSL puts no key material into its queue; `what` must hold none either.
Error openssl_error(Reason reason, std::string what);

// Empties the queue, where a failure is expected and means something else (a probe that did not match).
void forget_openssl_errors();

std::string openssl_version();  // of the library in use, "3.0.19"

}  // namespace sceau
