// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) from strangers, read so that it means one thing only.
#pragma once

#include <cstddef>

#include "formats/value_tree/value.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

struct JsonLimits {
  std::size_t document_bytes = std::size_t{1} << 20;
  std::size_t depth = 32;
  std::size_t values = 100'000;  // of all kinds together
  std::size_t members = 1000;    // of one object
};

// One object or array as a tree. Refused: a key twice in one object, comments, anything after the end, numbers that are
// not integers of 64 bits, U+0000, unpaired surrogates. Unknown keys are the business of ValueFields. Places are not
// known; the error detail names the place as a JSON pointer or a line. Errors: json.malformed, text.malformed (not
// UTF-8), input.too_large.
Result<Value> read_json(ByteView source, const JsonLimits& limits = {});

}  // namespace sceau
