// SPDX-License-Identifier: Apache-2.0
// PEM (RFC 7468): the blocks of a text.
#pragma once

#include <string>
#include <vector>

#include "foundation/bytes.h"

namespace sceau {

struct PemBlock {
  std::string label;  // "CERTIFICATE"
  Bytes der;
};

// In the order of the text; everything between blocks is skipped. A block that is no valid base64 or has no end
// is listed with empty `der`.
std::vector<PemBlock> pem_blocks(ByteView text);

bool looks_like_pem(ByteView bytes);

// Lines of 64 characters.
std::string pem_text(const std::string& label, ByteView der);

}  // namespace sceau
