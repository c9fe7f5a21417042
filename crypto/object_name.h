// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "crypto/openssl_handle.h"

namespace sceau {

// The dotted form; empty for a null object.
std::string dotted_name(const ASN1_OBJECT* object);

// Null where the text is no dotted OID.
ObjectHandle object_named(std::string_view dotted);

}  // namespace sceau
