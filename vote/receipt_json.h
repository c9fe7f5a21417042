// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vote/receipt.h"

namespace sceau {

inline constexpr std::string_view receipt_format = "sceau.receipt/1";

// What is signed: the domain tag, a zero byte, and the canonical JSON of the receipt without its signature.
Bytes signed_part(const Receipt& receipt);

}  // namespace sceau
