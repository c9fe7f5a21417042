// SPDX-License-Identifier: Apache-2.0
// TOML 1.0 documents as value trees.
#pragma once

#include "formats/value_tree/value.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// The whole document as an object, every value with its line and column. Fractions, times of day alone and times with
// an offset are refused: no setting of this program is one. Errors: toml.malformed (with line and column),
// text.malformed (not UTF-8), input.too_large (more than 1 MiB).
Result<Value> read_toml(ByteView source);

}  // namespace sceau
